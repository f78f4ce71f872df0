/**
 * An ESC/POS printer behind a TCP port. Obeys real-time commands on arrival and everything else in order
 * at the pace of paper, keeps what it received over a change of caller as a real buffer does, stops at
 * the dot when paper, cover or cutter fail, and tells its caller's mistakes as complaints.
 */
import type { Clock } from '../../src/platform/clock.ts';
import { EventSource } from '../event-source.ts';
import { pause } from '../pause.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { answersOfStatus, type EscposStatus, pushOfStatus, wellStatus } from './escpos-codec.ts';
import { EscposParser, type PrinterCommand } from './escpos-parser.ts';
import { EscposWriter } from './escpos-writer.ts';
import { type PaperStrip, ReceiptPaper } from './receipt-paper.ts';

/**
 * `offline`: switched off. `mute`: takes everything, does and answers nothing. `halfPrint`: the next
 * document stops after half its bytes, the printer loses power and comes back empty, once. `jam`: blocked
 * until it is asked to try again; `cutterError` stays until a hand mends it.
 */
export type PrinterScript =
  | 'ok'
  | 'paperOut'
  | 'coverOpen'
  | 'offline'
  | 'nearEnd'
  | 'cutterError'
  | 'jam'
  | 'overheated'
  | 'defect'
  | 'halfPrint'
  | 'mute';

/** A document as it left the printer; `complete` is false where it was torn off half-way. */
export interface PrintedReceipt {
  readonly number: number;
  readonly printedAtMs: number;
  readonly complete: boolean;
  readonly strip: PaperStrip;
}

export interface SimulatedPrinterEvents {
  receiptPrinted: [receipt: PrintedReceipt];
}

/** 150 mm a second at 8 dots a millimetre. */
const dotsPerMs = 1.2;
const bufferBytes = 64 * 1024;
const faults: Partial<Record<PrinterScript, Partial<EscposStatus>>> = {
  paperOut: { online: false, paper: 'out' },
  coverOpen: { online: false, cover: 'open' },
  cutterError: { online: false, cutter: 'error' },
  jam: { online: false, error: 'recoverable' },
  overheated: { online: false, error: 'passing' },
  defect: { online: false, error: 'unrecoverable' },
  nearEnd: { paper: 'nearEnd' },
};
const commandBytesMax = 1024 * 1024;
const powerCycleMs = 1_000;
const paperWidths = { 32: 384, 48: 576 } as const;

export class SimulatedPrinter extends EventSource<SimulatedPrinterEvents> {
  readonly line: SimulatedLine;
  /** Mistakes of the caller, newest last, at most a hundred. */
  readonly complaints: string[] = [];
  drawerKicks = 0;
  #drawerOpen = false;
  readonly #bufferBytesMax: number;
  readonly #clock: Clock;
  readonly #paper: ReceiptPaper;
  readonly #writer: EscposWriter;
  #parser = new EscposParser();
  #script: PrinterScript = 'ok';
  #buffer = Buffer.alloc(0);
  #tail: number[] = [];
  #pushes = false;
  #working = false;
  #printedCount = 0;
  #paperLeftDots = Number.POSITIVE_INFINITY;
  /** Bytes that may still be obeyed before the power fails, while `halfPrint` is set. */
  #bytesToFailure: number | undefined;

  /**
   * `columns` of half-width characters: 32 on 58 mm paper, 48 on 80 mm. `bufferBytesMax`: what it takes
   * without printing it; simple printers have 4 KiB.
   */
  constructor(clock: Clock, columns: 32 | 48, port = 0, bufferBytesMax = bufferBytes) {
    super();
    this.#bufferBytesMax = bufferBytesMax;
    this.#clock = clock;
    this.#paper = new ReceiptPaper(paperWidths[columns]);
    this.#writer = new EscposWriter(this.#paper, (what) => this.#complain(what));
    this.line = new SimulatedLine(port);
    this.line.on('data', (bytes) => this.#receive(bytes));
    this.line.on('connected', () => {
      this.#pushes = false;
    });
  }

  get script(): PrinterScript {
    return this.#script;
  }

  /** Whether paper is moving. */
  get isBusy(): boolean {
    return this.#working;
  }

  async start(): Promise<void> {
    await this.line.plug();
  }

  async stop(): Promise<void> {
    await this.line.unplug();
  }

  /** Sets the printer's state, as a hand at the machine would; who mends it tears off what hangs out. */
  async play(script: PrinterScript): Promise<void> {
    const wasStopped = !this.status().online;
    this.#script = script;
    this.#paperLeftDots = Number.POSITIVE_INFINITY;
    this.#bytesToFailure = undefined;
    if (script === 'offline') {
      this.#losePower();
      return this.line.unplug();
    }
    await this.line.plug();
    if (wasStopped && script === 'ok') this.#tearOff(false);
    this.#push();
    void this.#work();
  }

  /** The paper ends after `dots` more rows, so in the middle of a receipt if it is longer. */
  runOutOfPaperAfter(dots: number): void {
    this.#paperLeftDots = dots;
  }

  status(): EscposStatus {
    return { ...wellStatus, drawerSignal: this.#drawerOpen ? 'high' : 'low', ...faults[this.#script] };
  }

  /** As a hand does; the printer can only open it. */
  closeDrawer(): void {
    this.#drawerOpen = false;
    this.#push();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#script === 'mute') return;
    if (this.#script === 'halfPrint' && this.#bytesToFailure === undefined && bytes.length > 64) {
      this.#bytesToFailure = bytes.length >> 1;
    }
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (const byte of bytes) this.#watchRealTime(byte);
    if (this.#buffer.length > this.#bufferBytesMax) this.line.hold(true);
    void this.#work();
  }

  /** DLE commands act on arrival, also within other commands and while the printer is stopped. */
  #watchRealTime(byte: number): void {
    this.#tail = [...this.#tail.slice(-2), byte];
    const [dle, name, n] = this.#tail;
    if (dle !== 0x10 || n === undefined) return;
    if (name === 0x04 && n >= 1 && n <= 4) {
      this.line.send(Uint8Array.of(answersOfStatus(this.status())[n - 1] ?? 0x12));
    } else if (name === 0x14 && n === 0x08) {
      this.#clear();
      this.line.send(Uint8Array.of(0x37, 0x25, 0x00));
    } else if (name === 0x05 && n === 2) {
      this.#clear();
      if (this.#script === 'jam') void this.play('ok');
    }
  }

  #clear(): void {
    this.#buffer = Buffer.alloc(0);
    this.#parser = new EscposParser();
    this.#writer.initialise();
    this.line.hold(false);
  }

  #losePower(): void {
    this.#clear();
    this.#tail = [];
    this.#pushes = false;
    this.#tearOff(false);
  }

  #tearOff(complete: boolean): void {
    const strip = this.#paper.cutOff();
    if (!strip.rows.some((row) => row.includes(1))) return;
    this.#printedCount += 1;
    this.raise('receiptPrinted', {
      number: this.#printedCount,
      printedAtMs: this.#clock.now(),
      complete,
      strip,
    });
  }

  /** Obeys what is in the buffer, command by command, for as long as the printer can. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.status().online && this.#script !== 'mute' && this.#script !== 'offline') {
        const cut = this.#parser.next(this.#buffer);
        if (!cut) {
          this.#awaitRest();
          break;
        }
        this.#buffer = this.#buffer.subarray(cut.length);
        if (this.#buffer.length <= this.#bufferBytesMax) this.line.hold(false);
        const rowsBefore = this.#paper.rowCount;
        this.#obey(cut.command);
        await this.#passTime(this.#paper.rowCount - rowsBefore);
        if (await this.#powerFails(cut.length)) break;
      }
    } finally {
      this.#working = false;
    }
  }

  /** A picture may be larger than the buffer, because a printer draws it as it comes; but not endless. */
  #awaitRest(): void {
    if (this.#buffer.length > commandBytesMax) {
      this.#complain('a command without end');
      this.#clear();
    } else this.line.hold(false);
  }

  async #passTime(dots: number): Promise<void> {
    if (dots <= 0) return;
    this.#paperLeftDots -= dots;
    if (this.#paperLeftDots <= 0) await this.play('paperOut');
    await pause(this.#clock, dots / dotsPerMs);
  }

  async #powerFails(bytes: number): Promise<boolean> {
    if (this.#bytesToFailure === undefined) return false;
    this.#bytesToFailure -= bytes;
    if (this.#bytesToFailure > 0) return false;
    this.#bytesToFailure = undefined;
    this.#script = 'ok';
    this.#losePower();
    await this.line.unplug();
    await pause(this.#clock, powerCycleMs);
    // A hand may have switched it off meanwhile.
    if (this.script !== 'offline') await this.line.plug();
    return true;
  }

  #obey(command: PrinterCommand): void {
    if (command.do === 'cut') {
      this.#paper.feed(24);
      this.#tearOff(true);
    } else if (command.do === 'drawer') {
      this.drawerKicks += 1;
      this.#drawerOpen = true;
      this.#push();
    } else if (command.do === 'pushStatus') {
      this.#pushes = command.n !== 0;
      this.#push();
    } else if (command.do === 'askProcessed') {
      this.line.send(Uint8Array.of(this.status().paper === 'nearEnd' ? 0x03 : 0x00));
    } else if (command.do !== 'ignore') this.#writer.write(command);
  }

  #push(): void {
    if (this.#pushes && this.#script !== 'mute') this.line.send(pushOfStatus(this.status()));
  }

  #complain(what: string): void {
    if (this.complaints.length < 100) this.complaints.push(what);
  }
}
