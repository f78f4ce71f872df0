/** A keyboard-wedge scanner as the driver's channel, without a kernel: its keystrokes as input events. */
import type { ByteChannelHooks, ChannelOpener } from '../../hal/byte-channel.ts';
import type { Scan } from '../../hal/scanner/scanner.ts';
import type { ScannerScript } from '../../hal/scanner/simulated-scanner.ts';
import { linuxEvents, scriptedStrokes } from './wedge-typist.ts';

/** So much is read at once, so that codes come in pieces. */
const burstBytes = 24 * 7;

export class SimulatedWedge {
  #plugged = true;
  #hooks: ByteChannelHooks | undefined;

  readonly open: ChannelOpener = async (_address, _framing, _clock, hooks) => {
    if (!this.#plugged) throw new Error('not plugged in');
    this.#hooks = hooks;
    return { write: async () => undefined, close: () => this.#end('closed by us') };
  };

  present(scan: Scan, script?: ScannerScript): void {
    this.type(linuxEvents(scriptedStrokes(scan, script)));
  }

  /** Hands events to whoever has grabbed the keyboard; typed into the void otherwise. */
  type(events: Uint8Array): void {
    for (let at = 0; at < events.length; at += burstBytes) {
      this.#hooks?.data(events.subarray(at, at + burstBytes));
    }
  }

  unplug(): void {
    this.#plugged = false;
    this.#end('no longer plugged in');
  }

  plug(): void {
    this.#plugged = true;
  }

  #end(reason: string): void {
    const hooks = this.#hooks;
    this.#hooks = undefined;
    hooks?.closed(reason);
  }
}
