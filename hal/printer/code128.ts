/**
 * Code 128 as `GS k 73` asks for it (ISO/IEC 15417; Epson: `{A`, `{B`, `{C` choose the code set, `{{` is a
 * brace): data bytes to black and white modules, for the picture of a receipt.
 */

/** Widths of bars and spaces of the symbols 0–105 in turn, then of the stop. */
const widths = (
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222' +
  '123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321' +
  '232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121' +
  '313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224' +
  '111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111' +
  '111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113' +
  '114311411113411311113141114131311141411131211412211214211232'
).match(/.{6}/g);
const stop = '2331112';

const starts: Readonly<Record<string, number>> = { A: 103, B: 104, C: 105 };
const switches: Readonly<Record<string, number>> = { A: 101, B: 100, C: 99 };

/** What a person reads under the bars: two digits for each byte of set C, no set changes. */
export function code128Text(data: Uint8Array): string {
  let text = '';
  let set = '';
  for (let i = 0; i < data.length; i += 1) {
    const byte = data[i] ?? 0;
    const next = String.fromCharCode(data[i + 1] ?? 0);
    if (byte === 0x7b && next in starts) {
      set = next;
      i += 1;
    } else if (set === 'C') text += String(byte).padStart(2, '0');
    else {
      if (byte === 0x7b) i += 1;
      text += byte < 0x20 ? ' ' : String.fromCharCode(byte);
    }
  }
  return text;
}

/** True for each black module, or undefined if the data is not Code 128. */
export function code128Modules(data: Uint8Array): boolean[] | undefined {
  const symbols = symbolsOf(data);
  if (!symbols || symbols.length < 2) return undefined;
  const check = symbols.reduce((sum, symbol, i) => sum + symbol * Math.max(1, i), 0) % 103;
  const patterns = [...symbols, check].map((symbol) => widths?.[symbol] ?? '');
  const modules: boolean[] = [];
  let black = true;
  for (const width of [...patterns, stop].join('')) {
    for (let i = 0; i < Number(width); i += 1) modules.push(black);
    black = !black;
  }
  return modules;
}

function symbolsOf(data: Uint8Array): number[] | undefined {
  const symbols: number[] = [];
  let set = '';
  for (let i = 0; i < data.length; i += 1) {
    const byte = data[i] ?? 0;
    const next = String.fromCharCode(data[i + 1] ?? 0);
    if (byte === 0x7b && next in starts) {
      symbols.push((set === '' ? starts[next] : switches[next]) ?? 0);
      set = next;
      i += 1;
    } else if (set === 'C') {
      if (byte > 99) return undefined;
      symbols.push(byte);
    } else {
      if (byte === 0x7b) i += 1;
      const value = set === 'A' && byte < 32 ? byte + 64 : byte - 32;
      if (set === '' || value < 0 || value > 95) return undefined;
      symbols.push(value);
    }
  }
  return symbols;
}
