/**
 * The packets of GROW's R503 and its relatives (AS608, R30x), after the R503 user manual 1.1: EF01, four
 * bytes of address, kind, length, content, sum. The protocol has no ids: an answer belongs to the question
 * before it, so `systemParameters`, whose answer alone is this long, is what brings both sides into step.
 */

/** Kinds of packets that the driver and the sensor exchange; images and templates never travel. */
export const packetKinds = { command: 0x01, acknowledgement: 0x07 } as const;
export type PacketKind = keyof typeof packetKinds;

export interface Packet {
  readonly kind: PacketKind;
  readonly content: Uint8Array;
}

export type PacketDropped = 'noise' | 'length' | 'kind' | 'checksum';
export type PacketRead = { readonly packet: Packet } | { readonly dropped: PacketDropped };

const header = [0xef, 0x01, 0xff, 0xff, 0xff, 0xff] as const;
const headLength = header.length + 3;
const sumLength = 2;
/** The largest content a packet may have; the sensor's own limit is 256. */
export const contentBytesMax = 256;

function sumOf(kind: number, length: number, content: Uint8Array): number {
  let sum = kind + (length >> 8) + (length & 0xff);
  for (const byte of content) sum += byte;
  return sum & 0xffff;
}

/** The bytes of one packet. */
export function encodePacket(kind: PacketKind, content: Uint8Array): Uint8Array {
  const length = content.length + sumLength;
  const code = packetKinds[kind];
  const sum = sumOf(code, length, content);
  return Uint8Array.of(...header, code, length >> 8, length & 0xff, ...content, sum >> 8, sum & 0xff);
}

/** Cuts a stream into packets and finds the next header after damage; holds one packet at most. */
export class R503Packets {
  #held: number[] = [];
  #noisy = false;

  /** Bytes kept for a packet that has not ended. */
  get heldBytes(): number {
    return this.#held.length;
  }

  feed(bytes: Uint8Array): PacketRead[] {
    const read: PacketRead[] = [];
    for (const byte of bytes) {
      this.#held.push(byte);
      for (let next = this.#next(); next; next = this.#next()) read.push(next);
    }
    return read;
  }

  /** Forgets a packet begun, because its rest did not come. */
  reset(): void {
    this.#held = [];
    this.#noisy = false;
  }

  #next(): PacketRead | undefined {
    const noise = this.#dropNoise();
    if (noise) return noise;
    if (this.#held.length < headLength) return undefined;
    const [kindCode = 0, high = 0, low = 0] = this.#held.slice(header.length, headLength);
    const length = high * 256 + low;
    if (length <= sumLength || length > contentBytesMax + sumLength) return this.#drop('length');
    if (this.#held.length < headLength + length) return undefined;
    const content = Uint8Array.from(this.#held.slice(headLength, headLength + length - sumLength));
    const [sumHigh = 0, sumLow = 0] = this.#held.slice(headLength + length - sumLength, headLength + length);
    if (sumOf(kindCode, length, content) !== sumHigh * 256 + sumLow) return this.#drop('checksum');
    const kind = kindOf(kindCode);
    if (!kind) return this.#drop('kind');
    this.#held.splice(0, headLength + length);
    return { packet: { kind, content } };
  }

  /** Drops what cannot begin a header, and tells it once per stretch. */
  #dropNoise(): PacketRead | undefined {
    const begins = this.#held.findIndex((_, at) =>
      header.every((byte, i) => at + i >= this.#held.length || this.#held[at + i] === byte),
    );
    const dropped = begins < 0 ? this.#held.length : begins;
    if (dropped === 0) {
      if (this.#held.length >= header.length) this.#noisy = false;
      return undefined;
    }
    this.#held.splice(0, dropped);
    if (this.#noisy) return undefined;
    this.#noisy = true;
    return { dropped: 'noise' };
  }

  /** Gives this header up; a header inside what looked like its content is found again. */
  #drop(dropped: PacketDropped): PacketRead {
    this.#held.splice(0, header.length);
    this.#noisy = true;
    return { dropped };
  }
}

function kindOf(code: number): PacketKind | undefined {
  if (code === packetKinds.command) return 'command';
  return code === packetKinds.acknowledgement ? 'acknowledgement' : undefined;
}

/** How the ring shines: code of the manual's `AuraLedConfig`. */
export const lights = {
  off: [4, 0, 1, 0],
  waiting: [1, 0x64, 2, 0],
  accepted: [3, 0, 3, 0],
  refused: [2, 0x20, 1, 4],
} as const satisfies Record<string, readonly [control: number, speed: number, colour: number, times: number]>;
export type Light = keyof typeof lights;

/** What can be asked of the sensor. Buffers count from 1, pages from 0. */
export type Question =
  | { readonly ask: 'takeImage' }
  | { readonly ask: 'extractFeatures'; readonly buffer: number }
  | { readonly ask: 'search'; readonly pages: number }
  | { readonly ask: 'joinFeatures' }
  | { readonly ask: 'store'; readonly page: number }
  | { readonly ask: 'erase'; readonly page: number }
  | { readonly ask: 'eraseAll' }
  | { readonly ask: 'count' }
  | { readonly ask: 'systemParameters' }
  | { readonly ask: 'verifyPassword'; readonly password: number }
  | { readonly ask: 'shine'; readonly light: Light };

/** Instruction codes, and how long the acknowledgement of success is, its code included. */
export const instructions = {
  takeImage: { code: 0x01, answerLength: 1 },
  extractFeatures: { code: 0x02, answerLength: 1 },
  search: { code: 0x04, answerLength: 5 },
  joinFeatures: { code: 0x05, answerLength: 1 },
  store: { code: 0x06, answerLength: 1 },
  erase: { code: 0x0c, answerLength: 1 },
  eraseAll: { code: 0x0d, answerLength: 1 },
  systemParameters: { code: 0x0f, answerLength: 17 },
  verifyPassword: { code: 0x13, answerLength: 1 },
  count: { code: 0x1d, answerLength: 3 },
  shine: { code: 0x35, answerLength: 1 },
} as const satisfies Record<Question['ask'], { code: number; answerLength: number }>;

const word = (value: number) => [(value >> 8) & 0xff, value & 0xff];

/** A question as the sensor reads it. */
export function encodeQuestion(question: Question): Uint8Array {
  return encodePacket('command', Uint8Array.of(instructions[question.ask].code, ...argumentsOf(question)));
}

function argumentsOf(question: Question): readonly number[] {
  switch (question.ask) {
    case 'extractFeatures':
      return [question.buffer];
    case 'search':
      return [1, ...word(0), ...word(question.pages)];
    case 'store':
      return [1, ...word(question.page)];
    case 'erase':
      return [...word(question.page), ...word(1)];
    case 'verifyPassword':
      return [...word(question.password >>> 16), ...word(question.password)];
    case 'shine':
      return lights[question.light];
    default:
      return [];
  }
}

/** What the sensor confirms. `damaged`: it could not read the question and may be asked again. */
export type Confirmation =
  | 'ok'
  | 'damaged'
  | 'noFinger'
  | 'poorImage'
  | 'noMatch'
  | 'featuresDiffer'
  | 'badPage'
  | 'wrongPassword'
  | 'failed';

const confirmations: Readonly<Record<number, Confirmation>> = {
  0: 'ok',
  1: 'damaged',
  2: 'noFinger',
  3: 'poorImage',
  6: 'poorImage',
  7: 'poorImage',
  8: 'noMatch',
  9: 'noMatch',
  10: 'featuresDiffer',
  11: 'badPage',
  19: 'wrongPassword',
  21: 'poorImage',
  33: 'wrongPassword',
};

/** An answer with its numbers, 16 bits each, or undefined if it cannot be one to this question. */
export interface Answer {
  readonly confirmation: Confirmation;
  readonly code: number;
  readonly words: readonly number[];
}

export function decodeAnswer(ask: Question['ask'], { kind, content }: Packet): Answer | undefined {
  if (kind !== 'acknowledgement') return undefined;
  const [code = 0xff] = content;
  const confirmation = confirmations[code] ?? 'failed';
  const { answerLength } = instructions[ask];
  // A refusal may come short or with zeros in place of its numbers, as the firmware pleases.
  const fits = confirmation === 'ok' ? content.length === answerLength : content.length <= answerLength;
  if (!fits) return undefined;
  const words: number[] = [];
  for (let at = 1; at + 1 < content.length; at += 2) {
    words.push((content[at] ?? 0) * 256 + (content[at + 1] ?? 0));
  }
  return { confirmation, code, words };
}

/** How many pages the sensor has, from the answer to `systemParameters`. */
export function pagesOf({ words }: Answer): number {
  return words[2] ?? 0;
}
