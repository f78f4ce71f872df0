/**
 * The bytes of one whole code to a scan, however they came: text in the encoding of the label, no longer
 * than a scan may be, without control characters that no standard puts into a code.
 */
import { type Scan, scanLengthMax } from './scanner.ts';

/** `auto` reads UTF-8 and, where that fails, GB18030, as older Chinese labels are printed. */
export type TextEncoding = 'utf-8' | 'gb18030' | 'auto';

export type FrameDropped = 'torn' | 'tooLong' | 'undecodable' | 'controlCharacter';
export type FrameRead = { readonly scan: Scan } | { readonly dropped: FrameDropped };

/** No character of a supported encoding takes more bytes. */
const bytesPerCharacterMax = 4;
/** More bytes than any scan with its symbology identifier has. */
export const scanBytesMax = (scanLengthMax + 3) * bytesPerCharacterMax;

/** AIM symbology identifier (ISO/IEC 15424): `]`, the code's letter, a modifier. */
export const symbologyPattern = /^\][A-Za-z][0-9A-Za-z]/;

/** GS, RS and EOT are data in GS1 and ISO/IEC 15434 messages; every other control character is noise. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const noise = /[\u0000-\u0003\u0005-\u001c\u001f\u007f\ufffd]/;

/** `text` as a scan, or the reason why it is none. */
export function scanOfText(text: string, symbology: string | undefined): FrameRead {
  if (text.length > scanLengthMax) return { dropped: 'tooLong' };
  if (text === '' || noise.test(text)) return { dropped: text === '' ? 'torn' : 'controlCharacter' };
  return { scan: symbology === undefined ? { text } : { text, symbology } };
}

/** The text of `bytes`, or undefined if they are not of the encoding. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  const tried = encoding === 'auto' ? ['utf-8', 'gb18030'] : [encoding];
  for (const label of tried) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch (error) {
      // A fatal decoder throws TypeError for bytes that are not of its encoding, and for nothing else.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}
