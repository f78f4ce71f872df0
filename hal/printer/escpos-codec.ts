/**
 * What a driver says to an ESC/POS printer about its state and what the printer answers. Answers carry no
 * length and no name; they are told apart by their fixed bits (Epson ESC/POS reference, DLE EOT, GS a,
 * GS r): a real-time answer is 0xx1xx10, a pushed status begins with 0xx1xx00 and has three more bytes
 * 0xx0xxxx, an answer to GS r is 0xx0xxxx alone, a block runs from 0x37 to NUL.
 */
import type { PrinterStatus } from './printer.ts';

const [dle, esc, gs] = [0x10, 0x1b, 0x1d];

/** What the printer tells; whether a high signal of the drawer means open depends on the drawer's wiring. */
export type EscposStatus = Omit<PrinterStatus, 'drawer'> & { readonly drawerSignal: 'low' | 'high' };

/** A printer with which nothing is wrong. */
export const wellStatus: EscposStatus = {
  online: true,
  paper: 'ok',
  cover: 'closed',
  cutter: 'ok',
  error: 'none',
  drawerSignal: 'low',
};

/** `DLE EOT n`: 1 printer, 2 cause of being offline, 3 error, 4 paper; answered out of order, at once. */
export type StatusQuestion = 1 | 2 | 3 | 4;
export const statusQuestions: readonly StatusQuestion[] = [1, 2, 3, 4];

export const commands = {
  askStatus: (n: StatusQuestion) => Uint8Array.of(dle, 0x04, n),
  /** `GS a`: push the status at every change. */
  pushStatus: Uint8Array.of(gs, 0x61, 0xff),
  /** `GS r 1`: answered when everything before it has been processed. */
  askProcessed: Uint8Array.of(gs, 0x72, 0x01),
  /** `DLE DC4 8`: throw away what is in the buffers, at once. */
  clearBuffers: Uint8Array.of(dle, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08),
  /** `DLE ENQ 2`: try to go on after a jam whose cause may be gone, with empty buffers, at once. */
  recover: Uint8Array.of(dle, 0x05, 0x02),
  /** `ESC p`: a pulse of 100 ms on the drawer's connector, pin 2 or 5. */
  openDrawer: (pin: 2 | 5) => Uint8Array.of(esc, 0x70, pin === 2 ? 0 : 1, 50, 250),
} as const;

export type PrinterAnswer =
  | { readonly kind: 'realTime'; readonly byte: number }
  | { readonly kind: 'pushed'; readonly status: EscposStatus }
  | { readonly kind: 'processed' }
  | { readonly kind: 'block' }
  | { readonly kind: 'noise'; readonly byte: number };

export const blockLengthMax = 80;

/** Cuts the printer's bytes into answers; holds at most one of them between calls. */
export class PrinterAnswers {
  #held: number[] = [];

  /** Bytes of the answer that has begun and not ended. */
  get heldBytes(): number {
    return this.#held.length;
  }

  feed(bytes: Uint8Array): PrinterAnswer[] {
    const answers: PrinterAnswer[] = [];
    for (const byte of bytes) this.#take(byte, answers);
    return answers;
  }

  reset(): void {
    this.#held = [];
  }

  #take(byte: number, answers: PrinterAnswer[]): void {
    if (this.#held[0] === 0x37) this.#takeBlock(byte, answers);
    else if (this.#held.length > 0) this.#takePushed(byte, answers);
    else if (byte === 0x37 || (byte & 0x93) === 0x10) this.#held = [byte];
    else if ((byte & 0x93) === 0x12) answers.push({ kind: 'realTime', byte });
    else if ((byte & 0x90) === 0x00) answers.push({ kind: 'processed' });
    else answers.push({ kind: 'noise', byte });
  }

  #takeBlock(byte: number, answers: PrinterAnswer[]): void {
    this.#held.push(byte);
    if (byte !== 0 && this.#held.length < blockLengthMax) return;
    answers.push(byte === 0 ? { kind: 'block' } : { kind: 'noise', byte });
    this.#held = [];
  }

  #takePushed(byte: number, answers: PrinterAnswer[]): void {
    if ((byte & 0x90) !== 0) {
      // Not the rest of a pushed status: the byte that seemed to begin one was noise.
      answers.push({ kind: 'noise', byte: this.#held[0] ?? 0 });
      this.#held = [];
      this.#take(byte, answers);
    } else if (this.#held.push(byte) === 4) {
      answers.push({ kind: 'pushed', status: statusOfPush(this.#held) });
      this.#held = [];
    }
  }
}

/** Bits of `DLE EOT 3`, and at the same places of the second byte of a push. */
const [mechanicalBit, cutterBit, unrecoverableBit, passingBit] = [0x04, 0x08, 0x20, 0x40];

function errorOf(bits: number): PrinterStatus['error'] {
  if (bits & unrecoverableBit) return 'unrecoverable';
  if (bits & mechanicalBit) return 'recoverable';
  return bits & passingBit ? 'passing' : 'none';
}

function bitsOfError({ error, cutter }: Pick<EscposStatus, 'error' | 'cutter'>): number {
  const bits = { none: 0, recoverable: mechanicalBit, passing: passingBit, unrecoverable: unrecoverableBit };
  return bits[error] | (cutter === 'error' ? cutterBit : 0);
}

function statusOfPush([first = 0, second = 0, third = 0]: readonly number[]): EscposStatus {
  const error = errorOf(second);
  return {
    online: (first & 0x08) === 0 && error === 'none',
    cover: (first & 0x20) === 0 ? 'closed' : 'open',
    cutter: (second & cutterBit) === 0 ? 'ok' : 'error',
    paper: (third & 0x0c) !== 0 ? 'out' : (third & 0x03) !== 0 ? 'nearEnd' : 'ok',
    error,
    drawerSignal: (first & 0x04) === 0 ? 'low' : 'high',
  };
}

/** The status that the four real-time answers give together, in the order of `statusQuestions`. */
export function statusOfAnswers(answers: readonly [number, number, number, number]): EscposStatus {
  const [printer, offline, errors, paper] = answers;
  const error = errorOf(errors);
  return {
    online: (printer & 0x08) === 0 && error === 'none',
    cover: (offline & 0x04) === 0 ? 'closed' : 'open',
    cutter: (errors & cutterBit) === 0 ? 'ok' : 'error',
    paper: (paper & 0x60) !== 0 ? 'out' : (paper & 0x0c) !== 0 ? 'nearEnd' : 'ok',
    error,
    drawerSignal: (printer & 0x04) === 0 ? 'low' : 'high',
  };
}

/** The four real-time answers of a printer in `status`: what the simulator sends. */
export function answersOfStatus(status: EscposStatus): [number, number, number, number] {
  const out = status.paper === 'out';
  const errors = bitsOfError(status);
  return [
    0x12 | (status.online ? 0 : 0x08) | (status.drawerSignal === 'high' ? 0x04 : 0),
    0x12 | (status.cover === 'open' ? 0x04 : 0) | (out ? 0x20 : 0) | (errors === 0 ? 0 : 0x40),
    0x12 | errors,
    0x12 | (status.paper === 'ok' ? 0 : 0x0c) | (out ? 0x60 : 0),
  ];
}

/** The four bytes that a printer in `status` pushes. */
export function pushOfStatus(status: EscposStatus): Uint8Array {
  return Uint8Array.of(
    0x10 |
      (status.online ? 0 : 0x08) |
      (status.cover === 'open' ? 0x20 : 0) |
      (status.drawerSignal === 'high' ? 0x04 : 0),
    bitsOfError(status),
    (status.paper === 'ok' ? 0 : 0x03) | (status.paper === 'out' ? 0x0c : 0),
    0x0f,
  );
}
