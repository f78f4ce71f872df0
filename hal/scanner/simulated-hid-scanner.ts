/**
 * A HID-POS scanner behind a TCP port: sends its reports one behind the other and can misbehave as scanners
 * do. A code presented while nobody is connected is lost, as with a real one.
 */
import type { Clock } from '../../src/platform/clock.ts';
import { pause } from '../pause.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { type HidPosLayout, hidPosReports, usualLayout } from './hid-pos-codec.ts';
import type { Scan } from './scanner.ts';
import type { ScannerScript } from './simulated-scanner.ts';

/** A full-speed interrupt endpoint may be asked once a frame. */
const reportMs = 1;

/** The reports by which a scanner that follows `script` tells `scan`. */
export function scriptedReports(
  scan: Scan,
  script: ScannerScript,
  layout: HidPosLayout = usualLayout,
): Uint8Array[] {
  const shown = script === 'noPrefix' ? { text: scan.text } : scan;
  const reports = hidPosReports(shown, layout);
  if (script === 'double') return [...reports, ...reports];
  if (script === 'torn') return tornReports(shown, layout);
  if (script !== 'garbage') return reports;
  const overlong = new Uint8Array(layout.reportBytes);
  overlong[0] = layout.reportId;
  overlong[layout.lengthAt] = 0xff;
  return [overlong, ...reports];
}

/** All but the last report, of a code long enough to have two. */
function tornReports(scan: Scan, layout: HidPosLayout): Uint8Array[] {
  const text = scan.text.repeat(Math.ceil((layout.dataBytesMax + 1) / scan.text.length));
  return hidPosReports({ ...scan, text }, layout).slice(0, -1);
}

/** Codes are sent one after the other, never interleaved. */
export class SimulatedHidScanner {
  readonly line: SimulatedLine;
  readonly #layout: HidPosLayout;
  readonly #clock: Clock;
  #sending: Promise<void> = Promise.resolve();

  constructor(clock: Clock, layout: HidPosLayout = usualLayout, port = 0) {
    this.#clock = clock;
    this.#layout = layout;
    this.line = new SimulatedLine(port);
  }

  async start(): Promise<void> {
    await this.line.plug();
  }

  async stop(): Promise<void> {
    await this.line.unplug();
  }

  /** Presents a code to the scanner; resolves when its reports are on the wire. */
  present(scan: Scan, script: ScannerScript = 'ok'): Promise<void> {
    this.#sending = this.#sending.then(async () => {
      for (const report of scriptedReports(scan, script, this.#layout)) {
        this.line.send(report);
        await pause(this.#clock, reportMs);
      }
    });
    return this.#sending;
  }
}
