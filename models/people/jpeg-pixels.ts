/** Turns a JPEG or PNG into points, made smaller where it has more than faces need. Hostile headers are refused. */
import sharp from 'sharp';
import { Fault } from '../../src/domain/fault.ts';
import { readPictureHeader } from '../codes/picture-header.ts';
import type { Pixels } from './picture-patch.ts';

/** The longer side of what is looked at, points. */
const sideMax = 1280;

sharp.cache(false);
sharp.concurrency(1);

/** Rejects with `PICTURE_MALFORMED` or `PICTURE_TOO_LARGE`. */
export async function pixelsOf(picture: Uint8Array): Promise<Pixels> {
  const header = readPictureHeader(picture);
  try {
    const image = sharp(picture, { failOn: 'error' });
    if (Math.max(header.width, header.height) > sideMax)
      image.resize(sideMax, sideMax, { fit: 'inside', withoutEnlargement: true });
    const { data, info } = await image
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels`);
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw new Fault('PICTURE_MALFORMED', 'decode a picture', { cause });
  }
}

/** The whole picture in a square of `side` points, black beside it. */
export async function shrunkSquare({ data, width, height }: Pixels, side: number): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: 'contain', kernel: 'linear', fastShrinkOnLoad: false, background: '#000' })
    .raw()
    .toBuffer();
}
