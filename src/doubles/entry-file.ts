/**
 * A file of JSON lines that a stand-in's book is folded from. Each line is on the disk before its effect is
 * answered, so the book survives any end of the program; a torn last line is cut off.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export class EntryFile<Entry> {
  #path: string;
  #apply: (entry: Entry) => void;
  #file: number | undefined;

  /** `apply` takes every entry once: those of the file when it is opened, others when they are durable. */
  constructor(path: string, apply: (entry: Entry) => void) {
    this.#path = path;
    this.#apply = apply;
  }

  open(): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const text = existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(this.#path, Buffer.byteLength(whole));
    for (const line of whole.split('\n')) if (line !== '') this.#apply(JSON.parse(line) as Entry);
    this.#file = openSync(this.#path, 'a', 0o600);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Makes the entries durable, then true. */
  append(...entries: readonly Entry[]): void {
    if (this.#file === undefined) throw new Error('the book is closed');
    writeSync(this.#file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    fsyncSync(this.#file);
    for (const entry of entries) this.#apply(entry);
  }
}
