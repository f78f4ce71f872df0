/**
 * A printed strip as a PNG: the dots as they were set, a dot a pixel, on warm paper with a quiet margin
 * and the teeth of the cutter at both ends. Needs no font: the dots already are what was printed.
 */
import sharp from 'sharp';
import type { PaperStrip } from './receipt-paper.ts';

const margin = 28;
const tooth = 8;
const [paperTone, inkTone] = [253, 40];

/** Draws the strip; `torn` leaves the lower end without teeth, as where a receipt stopped half-way. */
export async function receiptPicture(strip: PaperStrip, torn = false): Promise<Uint8Array> {
  const width = strip.width + 2 * margin;
  const height = strip.rows.length + 2 * (margin + tooth);
  const pixels = Buffer.alloc(width * height * 2);
  for (let y = 0; y < height; y += 1) {
    const row = strip.rows[y - margin - tooth];
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 2;
      pixels[at] = row?.[x - margin] === 1 ? inkTone : paperTone;
      pixels[at + 1] = onPaper(x, y, height, torn) ? 255 : 0;
    }
  }
  // Grey and alpha; the palette keeps a receipt of half a metre under a few tens of kilobytes.
  return sharp(pixels, { raw: { width, height, channels: 2 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

function onPaper(x: number, y: number, height: number, torn: boolean): boolean {
  const fromTop = Math.abs((x % (2 * tooth)) - tooth);
  if (y < tooth) return y >= fromTop;
  const fromBottom = height - 1 - y;
  if (fromBottom >= 2 * tooth) return true;
  // A torn edge wanders instead of showing teeth.
  const edge = torn ? Math.round(tooth + tooth * Math.sin(x / 23) * Math.cos(x / 7)) : tooth - fromTop;
  return fromBottom >= edge;
}
