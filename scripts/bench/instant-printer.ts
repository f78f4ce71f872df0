/**
 * A receipt printer that answers everything at once and draws nothing: takes ESC/POS over TCP, knows where
 * commands end, tells its status and confirms every marker. For a machine that shall sell as fast as it can.
 */
import { answersOfStatus, wellStatus } from '../../hal/printer/escpos-codec.ts';
import { EscposParser } from '../../hal/printer/escpos-parser.ts';
import { SimulatedLine } from '../../hal/simulated-line.ts';

const well = answersOfStatus(wellStatus);
const dle = 0x10;

export class InstantPrinter {
  readonly line = new SimulatedLine(0);
  printed = 0;
  #parser = new EscposParser();
  #buffer = Buffer.alloc(0);

  constructor() {
    this.line.on('data', (bytes) => this.#receive(bytes));
  }

  #receive(bytes: Uint8Array): void {
    this.#buffer = this.#buffer.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#buffer, bytes]);
    for (let cut = this.#parser.next(this.#buffer); cut; cut = this.#parser.next(this.#buffer)) {
      const command = this.#buffer.subarray(0, cut.length);
      this.#buffer = this.#buffer.subarray(cut.length);
      if (command[0] === dle) this.#realTime(command);
      else if (cut.command.do === 'cut') this.printed += 1;
      else if (cut.command.do === 'askProcessed') this.line.send(Uint8Array.of(0x00));
    }
  }

  #realTime(command: Uint8Array): void {
    const [, name, n = 0] = command;
    if (name === 0x04) this.line.send(Uint8Array.of(well[n - 1] ?? 0x12));
    else if (name === 0x14 && n === 0x08) this.line.send(Uint8Array.of(0x37, 0x25, 0x00));
  }
}
