/**
 * What zxing says of a picture becomes findings. Of codes with errors only whole QR Codes and Data Matrices
 * count as there but not read: their shape is certain, while other kinds are found by chance in any texture.
 */
import type { ReadResult } from 'zxing-wasm/reader';
import type { CodeCorners, CodeSighting, PictureFindings, PicturePoint } from './code-reader.ts';

/** Longer than any scan may be. */
const textLengthMax = 1_024;
const symbologyForm = /^\][A-Za-z][0-9A-Za-z]$/;
const shapesThatAreCertain: readonly string[] = ['QRCode', 'QRCodeModel2', 'DataMatrix'];

/** `width` and `height` of the picture in points. */
export function findingsOf(
  results: readonly ReadResult[],
  { width, height }: { readonly width: number; readonly height: number },
): PictureFindings {
  const codes: CodeSighting[] = [];
  const unread: CodeCorners[] = [];
  for (const result of results) {
    const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
    const fraction = ({ x, y }: PicturePoint) => ({ x: within(x / width), y: within(y / height) });
    const corners = [topLeft, topRight, bottomRight, bottomLeft].map(fraction) as unknown as CodeCorners;
    const { text, symbologyIdentifier: symbology } = result;
    const isRead = result.isValid && symbologyForm.test(symbology) && text !== '';
    if (isRead && text.length <= textLengthMax) codes.push({ text, symbology, corners });
    else if (shapesThatAreCertain.includes(result.format)) unread.push(corners);
  }
  return { codes, unread };
}

/** A corner may be found a little outside of the picture. */
function within(fraction: number): number {
  return Math.min(1, Math.max(0, Math.round(fraction * 10_000) / 10_000));
}
