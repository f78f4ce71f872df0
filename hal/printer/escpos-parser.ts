/**
 * The bytes that a printer receives, cut into commands: the subset of the Epson ESC/POS reference that
 * drivers of receipts use. Keeps the two states on which the cutting itself depends: Chinese on or off
 * (`FS &`, `FS .`) and the code page. A command that is not whole yet waits for its rest.
 */

export type PrinterCommand =
  | { readonly do: 'print'; readonly text: string }
  | { readonly do: 'rule'; readonly byte: number }
  | { readonly do: 'lineFeed' | 'tab' | 'initialise' | 'ignore' | 'defaultSpacing' | 'printStored' }
  | { readonly do: 'cut' }
  | { readonly do: 'drawer'; readonly pin: 2 | 5 }
  | { readonly do: 'feedDots' | 'feedLines' | 'spacing' | 'size' | 'printMode' | 'align'; readonly n: number }
  | { readonly do: 'bold' | 'underline' | 'invert' | 'pushStatus' | 'askProcessed'; readonly n: number }
  | { readonly do: 'position' | 'move' | 'leftMargin' | 'areaWidth'; readonly dots: number }
  | { readonly do: 'raster'; readonly raster: Raster; readonly stored: boolean }
  | { readonly do: 'qr'; readonly function: number; readonly data: Uint8Array }
  | { readonly do: 'barcodeSetting'; readonly what: 'height' | 'width' | 'text'; readonly n: number }
  | { readonly do: 'barcode'; readonly system: number; readonly data: Uint8Array }
  | { readonly do: 'unknown'; readonly bytes: string };

/** Dots row by row, most significant bit left. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
  readonly scaleX: number;
  readonly scaleY: number;
}

interface Cut {
  readonly command: PrinterCommand;
  readonly length: number;
}

const [nul, lf, ht, cr, dle, esc, fs, gs] = [0x00, 0x0a, 0x09, 0x0d, 0x10, 0x1b, 0x1c, 0x1d];
const ignore: PrinterCommand = { do: 'ignore' };
const le16 = (b: Uint8Array, at: number) => (b[at] ?? 0) | ((b[at + 1] ?? 0) << 8);

/** Reads commands off the front of a buffer. */
export class EscposParser {
  #chinese = false;
  #codePage = 0;

  /** The first command of `bytes` and its length, or undefined if more bytes are needed. */
  next(bytes: Uint8Array): Cut | undefined {
    const [first = 0, second] = bytes;
    if (bytes.length === 0) return undefined;
    if (first === esc || first === fs || first === gs || first === dle) {
      if (second === undefined) return undefined;
      if (first === esc) return this.#escape(bytes, second);
      if (first === fs) return this.#chineseCommand(bytes, second);
      return first === gs ? group(bytes, second) : realTime(bytes, second);
    }
    if (first === lf) return { command: { do: 'lineFeed' }, length: 1 };
    if (first === ht) return { command: { do: 'tab' }, length: 1 };
    if (first === nul || first === cr || first < 0x20) return { command: ignore, length: 1 };
    return this.#character(bytes, first);
  }

  #character(bytes: Uint8Array, first: number): Cut | undefined {
    if (first < 0x80) return { command: { do: 'print', text: String.fromCharCode(first) }, length: 1 };
    if (!this.#chinese) {
      if (this.#codePage === 1) return { command: { do: 'rule', byte: first }, length: 1 };
      return { command: { do: 'print', text: '?' }, length: 1 };
    }
    const second = bytes[1];
    if (second === undefined) return undefined;
    const length = second >= 0x30 && second <= 0x39 ? 4 : 2;
    if (bytes.length < length) return undefined;
    const text = new TextDecoder('gb18030').decode(bytes.subarray(0, length));
    return { command: { do: 'print', text: [...text][0] ?? '?' }, length };
  }

  #escape(bytes: Uint8Array, second: number): Cut | undefined {
    const name = String.fromCharCode(second);
    if (name === '@') {
      this.#chinese = false;
      this.#codePage = 0;
      return { command: { do: 'initialise' }, length: 2 };
    }
    if (name === '2') return { command: { do: 'defaultSpacing' }, length: 2 };
    if (name === 'i' || name === 'm') return { command: { do: 'cut' }, length: 2 };
    if (name === '*') return columnImage(bytes);
    if (name === 'p')
      return whole(bytes, 5, () => ({ do: 'drawer', pin: (bytes[2] ?? 0) % 48 === 0 ? 2 : 5 }));
    if (name === '$' || name === '\\') return whole(bytes, 4, () => position(name, le16(bytes, 2)));
    if (name === 'c') return whole(bytes, 4, () => ignore);
    return whole(bytes, 3, () => {
      if (name === 't') this.#codePage = bytes[2] ?? 0;
      return escapeWithNumber(name, bytes[2] ?? 0) ?? unknown(bytes, 3);
    });
  }

  #chineseCommand(bytes: Uint8Array, second: number): Cut | undefined {
    const name = String.fromCharCode(second);
    if (name === '&' || name === '.') {
      this.#chinese = name === '&';
      return { command: ignore, length: 2 };
    }
    if (name === 'S') return whole(bytes, 4, () => ignore);
    if (name === '(') return whole(bytes, 5 + le16(bytes, 3), () => ignore);
    if ('C!-W'.includes(name)) return whole(bytes, 3, () => ignore);
    return { command: unknown(bytes, 2), length: 2 };
  }
}

/** `command` if its `length` bytes are there. */
function whole(bytes: Uint8Array, length: number, command: () => PrinterCommand): Cut | undefined {
  return bytes.length < length ? undefined : { command: command(), length };
}

function unknown(bytes: Uint8Array, length: number): PrinterCommand {
  return { do: 'unknown', bytes: Buffer.from(bytes.subarray(0, length)).toString('hex') };
}

function position(name: string, value: number): PrinterCommand {
  if (name === '$') return { do: 'position', dots: value };
  return { do: 'move', dots: value > 0x7fff ? value - 0x10000 : value };
}

function escapeWithNumber(name: string, n: number): PrinterCommand | undefined {
  const on = n & 1;
  const table: Record<string, PrinterCommand> = {
    '!': { do: 'printMode', n },
    '-': { do: 'underline', n: n % 48 },
    '3': { do: 'spacing', n },
    E: { do: 'bold', n: on },
    G: { do: 'bold', n: on },
    J: { do: 'feedDots', n },
    a: { do: 'align', n: n % 48 },
    d: { do: 'feedLines', n },
    M: ignore,
    R: ignore,
    t: ignore,
    ' ': ignore,
    '=': ignore,
    '{': ignore,
  };
  return table[name];
}

/** Real-time commands were obeyed when they arrived; here they are only stepped over. */
function realTime(bytes: Uint8Array, second: number): Cut | undefined {
  if (second === 0x04 || second === 0x05) return whole(bytes, 3, () => ignore);
  if (second !== 0x14) return { command: unknown(bytes, 2), length: 2 };
  if (bytes.length < 3) return undefined;
  return whole(bytes, bytes[2] === 0x08 ? 10 : 5, () => ignore);
}

function group(bytes: Uint8Array, second: number): Cut | undefined {
  const name = String.fromCharCode(second);
  if (name === 'v') return rasterBits(bytes);
  if (name === '(') return parenthesis(bytes);
  if (name === '8')
    return storedGraphics(bytes, 7, () => new DataView(bytes.buffer, bytes.byteOffset + 3, 4));
  if (name === 'k') return barcode(bytes);
  if (name === 'V') return cut(bytes);
  if (name === 'L' || name === 'W') {
    return whole(bytes, 4, () => ({ do: name === 'L' ? 'leftMargin' : 'areaWidth', dots: le16(bytes, 2) }));
  }
  if (name === 'P') return whole(bytes, 4, () => ignore);
  return whole(bytes, 3, () => groupWithNumber(name, bytes[2] ?? 0) ?? unknown(bytes, 3));
}

function groupWithNumber(name: string, n: number): PrinterCommand | undefined {
  const table: Record<string, PrinterCommand> = {
    '!': { do: 'size', n },
    B: { do: 'invert', n: n & 1 },
    a: { do: 'pushStatus', n },
    r: { do: 'askProcessed', n },
    h: { do: 'barcodeSetting', what: 'height', n },
    w: { do: 'barcodeSetting', what: 'width', n },
    H: { do: 'barcodeSetting', what: 'text', n: n % 48 },
    f: ignore,
    I: ignore,
    b: ignore,
  };
  return table[name];
}

function cut(bytes: Uint8Array): Cut | undefined {
  if (bytes.length < 3) return undefined;
  const feeds = (bytes[2] ?? 0) >= 0x41;
  return whole(bytes, feeds ? 4 : 3, () => ({ do: 'cut' }));
}

/** `GS v 0 m xL xH yL yH d…`: width in bytes, height in dots. */
function rasterBits(bytes: Uint8Array): Cut | undefined {
  if (bytes.length < 8) return undefined;
  const [across, height, mode] = [le16(bytes, 4), le16(bytes, 6), bytes[3] ?? 0];
  const length = 8 + across * height;
  return whole(bytes, length, () => ({
    do: 'raster',
    stored: false,
    raster: {
      width: across * 8,
      height,
      bits: bytes.slice(8, length),
      scaleX: (mode & 1) + 1,
      scaleY: ((mode >> 1) & 1) + 1,
    },
  }));
}

/** `GS ( k` and `GS ( L`, and others of that shape, whose length stands in two bytes. */
function parenthesis(bytes: Uint8Array): Cut | undefined {
  if (bytes.length < 5) return undefined;
  const length = 5 + le16(bytes, 3);
  const name = String.fromCharCode(bytes[2] ?? 0);
  if (name === 'L') return storedGraphics(bytes, 5);
  return whole(bytes, length, () => {
    if (name === 'k' && bytes[5] === 0x31) {
      return { do: 'qr', function: bytes[6] ?? 0, data: bytes.slice(7, length) };
    }
    return 'kDAEHKMN'.includes(name) ? ignore : unknown(bytes, 3);
  });
}

/** `GS 8 L` or `GS ( L`: function 112 stores a picture, 50 prints what is stored. */
function storedGraphics(bytes: Uint8Array, headLength: number, view?: () => DataView): Cut | undefined {
  if (bytes.length < headLength) return undefined;
  const length = headLength + (view ? view().getUint32(0, true) : le16(bytes, 3));
  return whole(bytes, length, () => {
    const parameters = bytes.subarray(headLength, length);
    if (parameters[1] === 50 || parameters[1] === 2) return { do: 'printStored' };
    if (parameters[1] !== 112) return ignore;
    const raster = {
      width: le16(parameters, 6),
      height: le16(parameters, 8),
      bits: parameters.slice(10),
      scaleX: parameters[3] ?? 1,
      scaleY: parameters[4] ?? 1,
    };
    return { do: 'raster', stored: true, raster };
  });
}

/** `ESC * m nL nH d…`: columns of 8 or 24 dots, top dot first. */
function columnImage(bytes: Uint8Array): Cut | undefined {
  if (bytes.length < 5) return undefined;
  const mode = bytes[2] ?? 0;
  const [width, bytesDown] = [le16(bytes, 3), mode >= 32 ? 3 : 1];
  const length = 5 + width * bytesDown;
  return whole(bytes, length, () => {
    const height = bytesDown * 8;
    const across = (width + 7) >> 3;
    const bits = new Uint8Array(across * height);
    for (let x = 0; x < width; x += 1) {
      for (let y = 0; y < height; y += 1) {
        const source = bytes[5 + x * bytesDown + (y >> 3)] ?? 0;
        const at = y * across + (x >> 3);
        if (source & (0x80 >> (y & 7))) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
    const scaleX = mode === 0 || mode === 32 ? 2 : 1;
    return {
      do: 'raster',
      stored: false,
      raster: { width, height, bits, scaleX, scaleY: bytesDown === 1 ? 3 : 1 },
    };
  });
}

/** `GS k`: form A ends in NUL, form B (m ≥ 65) carries its length. */
function barcode(bytes: Uint8Array): Cut | undefined {
  if (bytes.length < 4) return undefined;
  const system = bytes[2] ?? 0;
  if (system >= 65) {
    const length = 4 + (bytes[3] ?? 0);
    return whole(bytes, length, () => ({ do: 'barcode', system, data: bytes.slice(4, length) }));
  }
  const end = bytes.indexOf(0, 3);
  if (end < 0) return undefined;
  return { command: { do: 'barcode', system: system + 65, data: bytes.slice(3, end) }, length: end + 1 };
}
