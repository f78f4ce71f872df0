/** Pictures of goods on a table: codes at places, whole or spoiled, as the camera would see them. */
import bwipjs from 'bwip-js';
import sharp, { type OverlayOptions } from 'sharp';

export interface CodeOnTable {
  /** As bwip-js names it. */
  readonly kind:
    | 'ean13'
    | 'ean8'
    | 'upca'
    | 'code128'
    | 'gs1-128'
    | 'qrcode'
    | 'gs1qrcode'
    | 'datamatrix'
    | 'gs1datamatrix';
  readonly text: string;
  /** Where its upper left corner lies, points. */
  readonly at: readonly [x: number, y: number];
  readonly scale?: number;
  readonly turned?: number;
  /** `spoiled`: it is there and cannot be read. */
  readonly state?: 'whole' | 'spoiled';
}

export interface TableOptions {
  readonly width?: number;
  readonly height?: number;
  readonly kind?: 'jpeg' | 'png' | 'progressive';
}

const flat: readonly string[] = ['qrcode', 'gs1qrcode', 'datamatrix', 'gs1datamatrix'];

async function label({ kind, text, scale, turned = 0, state }: CodeOnTable): Promise<Buffer> {
  const isFlat = flat.includes(kind);
  const png = await bwipjs.toBuffer({
    bcid: kind,
    text,
    scale: scale ?? (isFlat ? 5 : 3),
    ...(isFlat ? {} : { height: 12 }),
    backgroundcolor: 'FFFFFF',
    padding: 8,
  });
  const spoiled = state === 'spoiled' ? await spoil(png, isFlat) : png;
  return sharp(spoiled).rotate(turned, { background: '#00000000' }).png().toBuffer();
}

/** Covered in the middle, or smeared across all bars. */
async function spoil(png: Buffer, isFlat: boolean): Promise<Buffer> {
  const { width = 0, height = 0 } = await sharp(png).metadata();
  const [x, y, w, h] = isFlat ? [0.35, 0.4, 0.35, 0.3] : [0.42, 0, 0.1, 1];
  const patch = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect x="${x * width}" y="${y * height}" width="${w * width}" height="${h * height}" fill="#888"/></svg>`;
  return sharp(png)
    .composite([{ input: Buffer.from(patch) }])
    .png()
    .toBuffer();
}

/** A picture of a table with these codes on it. */
export async function tablePicture(
  codes: readonly CodeOnTable[],
  { width = 1280, height = 720, kind = 'jpeg' }: TableOptions = {},
): Promise<Buffer> {
  const labels: OverlayOptions[] = await Promise.all(
    codes.map(async (code) => ({ input: await label(code), left: code.at[0], top: code.at[1] })),
  );
  const table = sharp({ create: { width, height, channels: 3, background: '#c9c2b5' } }).composite(labels);
  if (kind === 'png') return table.png().toBuffer();
  return table.jpeg({ quality: 80, progressive: kind === 'progressive' }).toBuffer();
}

/** Five codes of five kinds. */
export const fiveCodes: readonly CodeOnTable[] = [
  { kind: 'ean13', text: '690123456789', at: [60, 60] },
  { kind: 'gs1datamatrix', text: '(01)06901234567892(17)261231(10)A1', at: [880, 60] },
  { kind: 'code128', text: 'SHELF-0042', at: [60, 300] },
  { kind: 'qrcode', text: 'https://id.gs1.org/01/06901234567892', at: [500, 300] },
  { kind: 'gs1-128', text: '(01)06901234567892(3103)001250', at: [60, 520], scale: 2 },
];
