/**
 * An R503 behind a TCP port. A finger is a number; what the sensor keeps of it is that number under a page,
 * in a memory that outlasts a power cut as the sensor's flash does. It obeys the manual's order of work:
 * features need an image, a template needs features of one finger in every buffer that was filled.
 */
import { SimulatedLine } from '../simulated-line.ts';
import {
  encodePacket,
  instructions,
  type Light,
  lights,
  type PacketRead,
  type Question,
  R503Packets,
} from './r503-codec.ts';

/** `torn`, `badSum`: the next answer only. `poor`: fingers leave no readable image. `mute`: no answers. */
export type FingerprintScript = 'ok' | 'torn' | 'badSum' | 'poor' | 'mute';

/** Page and finger of every template. */
export type FingerLibrary = readonly (readonly [page: number, finger: number])[];

export interface SimulatedFingerprintOptions {
  readonly memory: { load(): FingerLibrary | undefined; save(library: FingerLibrary): void };
  readonly pages?: number;
  readonly password?: number;
  readonly port?: number;
}

const buffersMax = 6;
const [ok, noFinger, poorImage, noMatch, differ, badPage, wrongPassword, unknown] = [
  0x00, 0x02, 0x06, 0x09, 0x0a, 0x0b, 0x13, 0x19,
];

export class SimulatedFingerprint {
  readonly line: SimulatedLine;
  script: FingerprintScript = 'ok';
  /** Images taken, so that a test can see that the sensor looks only when it may. */
  imagesTaken = 0;
  light: Light = 'off';
  readonly #options: SimulatedFingerprintOptions;
  readonly #pages: number;
  readonly #library: Map<number, number>;
  readonly #packets = new R503Packets();
  readonly #buffers = new Map<number, number>();
  #finger: number | undefined;
  #image: number | undefined;
  #trusted = false;

  constructor(options: SimulatedFingerprintOptions) {
    this.#options = options;
    this.#pages = options.pages ?? 200;
    this.#library = new Map(options.memory.load() ?? []);
    this.line = new SimulatedLine(options.port ?? 0);
    this.line.on('connected', () => this.#wake());
    this.line.on('data', (bytes) => {
      for (const read of this.#packets.feed(bytes)) this.#take(read);
    });
  }

  get finger(): number | undefined {
    return this.#finger;
  }

  get library(): FingerLibrary {
    return [...this.#library].sort(([a], [b]) => a - b);
  }

  start(): Promise<void> {
    return this.line.plug();
  }

  stop(): Promise<void> {
    return this.line.unplug();
  }

  /** Puts a finger on the sensor. */
  place(finger: number): void {
    this.#finger = finger;
  }

  lift(): void {
    this.#finger = undefined;
  }

  /** Power comes back: everything but the library is gone, and 0x55 says that it is awake. */
  #wake(): void {
    this.#packets.reset();
    this.#buffers.clear();
    this.#image = undefined;
    this.#trusted = false;
    this.light = 'off';
    this.line.send(Uint8Array.of(0x55));
  }

  #take(read: PacketRead): void {
    if ('dropped' in read) {
      if (read.dropped === 'checksum') this.#send([0x01]);
      return;
    }
    if (read.packet.kind !== 'command') return;
    const [code = 0, ...rest] = read.packet.content;
    const asked = Object.entries(instructions).find(([, instruction]) => instruction.code === code);
    const ask = asked?.[0] as Question['ask'] | undefined;
    this.#send(ask ? this.#answer(ask, rest) : [unknown]);
  }

  #answer(ask: Question['ask'], rest: readonly number[]): readonly number[] {
    if (ask === 'verifyPassword') return this.#verify(rest);
    if (!this.#trusted) return [0x21];
    const [first = 0, high = 0, low = 0] = rest;
    switch (ask) {
      case 'takeImage':
        return this.#takeImage();
      case 'extractFeatures':
        return this.#extract(first);
      case 'search':
        return this.#search();
      case 'joinFeatures':
        return [new Set(this.#buffers.values()).size === 1 && this.#buffers.size > 1 ? ok : differ];
      case 'store':
        return this.#keep(high * 256 + low);
      case 'erase':
        return this.#forget(first * 256 + high);
      case 'eraseAll':
        this.#library.clear();
        this.#options.memory.save(this.library);
        return [ok];
      case 'count':
        return [ok, ...word(this.#library.size)];
      case 'systemParameters':
        return [
          ok,
          ...word(0),
          ...word(0),
          ...word(this.#pages),
          ...word(3),
          ...sensorAddress,
          ...word(2),
          ...word(6),
        ];
      case 'shine':
        return this.#shine(rest);
    }
  }

  #verify(rest: readonly number[]): readonly number[] {
    const password = rest.reduce((sum, byte) => sum * 256 + byte, 0);
    this.#trusted = password === (this.#options.password ?? 0);
    return [this.#trusted ? ok : wrongPassword];
  }

  #takeImage(): readonly number[] {
    this.imagesTaken += 1;
    this.#image = this.#finger;
    return [this.#finger === undefined ? noFinger : ok];
  }

  #extract(buffer: number): readonly number[] {
    if (this.#image === undefined || this.script === 'poor') return [poorImage];
    if (buffer < 1 || buffer > buffersMax) return [unknown];
    // The first buffer begins a new template; what later ones held belongs to an earlier one.
    if (buffer === 1) this.#buffers.clear();
    this.#buffers.set(buffer, this.#image);
    return [ok];
  }

  #search(): readonly number[] {
    const finger = this.#buffers.get(1);
    const page = this.library.find(([, kept]) => kept === finger)?.[0];
    if (page === undefined) return [noMatch, 0, 0, 0, 0];
    return [ok, ...word(page), ...word(scoreOf(page))];
  }

  #keep(page: number): readonly number[] {
    const finger = this.#buffers.get(1);
    if (page >= this.#pages || finger === undefined) return [badPage];
    this.#library.set(page, finger);
    this.#options.memory.save(this.library);
    return [ok];
  }

  #forget(page: number): readonly number[] {
    if (page >= this.#pages) return [badPage];
    this.#library.delete(page);
    this.#options.memory.save(this.library);
    return [ok];
  }

  #shine(rest: readonly number[]): readonly number[] {
    const names = Object.keys(lights) as Light[];
    const light = names.find((name) => lights[name].every((value, at) => value === rest[at]));
    if (!light) return [unknown];
    this.light = light;
    return [ok];
  }

  #send(content: readonly number[]): void {
    const { script } = this;
    if (script === 'mute') return;
    const bytes = encodePacket('acknowledgement', Uint8Array.from(content));
    if (script === 'torn' || script === 'badSum') this.script = 'ok';
    if (script === 'badSum') bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0x01;
    this.line.send(script === 'torn' ? bytes.subarray(0, bytes.length - 2) : bytes);
  }
}

const sensorAddress = [0xff, 0xff, 0xff, 0xff];
const word = (value: number) => [(value >> 8) & 0xff, value & 0xff];

/** Real sensors say something between 50 and 300 for the right finger. */
function scoreOf(page: number): number {
  return 120 + (page % 10);
}
