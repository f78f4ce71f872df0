/**
 * Cuts a square out of a picture, turned and scaled as a net wants it. What lies outside of the picture is black.
 * Between points it mixes the four around; where the picture is made smaller it averages what falls together.
 */

/** RGB, three bytes a point, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface PicturePatch {
  /** Its middle, points of the picture. */
  readonly x: number;
  readonly y: number;
  /** Its side, points of the picture. */
  readonly size: number;
  /** Clockwise, radians. */
  readonly angle: number;
}

/** How a byte of red, green and blue becomes a number: times `scale` plus its own `shift`. */
export interface Tone {
  readonly scale: number;
  readonly shift: readonly [red: number, green: number, blue: number];
}

/** A place of the patch, 0 to 1 from its upper left, as points of the picture. */
export function patchPoint({ x, y, size, angle }: PicturePatch, u: number, v: number): [number, number] {
  const [across, down] = [(u - 0.5) * size, (v - 0.5) * size];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x + across * cos - down * sin, y + across * sin + down * cos];
}

/** `side` × `side` points with three numbers each. */
export function cutPatch(pixels: Pixels, patch: PicturePatch, side: number, tone: Tone): Float32Array {
  const step = patch.size / side;
  const taps = step < 1.5 ? 1 : Math.min(6, Math.ceil(step));
  const out = new Float32Array(side * side * 3);
  const [startX, startY] = patchPoint(patch, 0, 0);
  const [alongX, alongY] = [Math.cos(patch.angle) * step, Math.sin(patch.angle) * step];
  const mix = taps === 1 ? mixPoint : averagePoints(taps, alongX, alongY);
  const [red, green, blue] = tone.shift;
  for (let row = 0, at = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, at += 3) {
      const x = startX + (column + 0.5) * alongX - (row + 0.5) * alongY;
      const y = startY + (column + 0.5) * alongY + (row + 0.5) * alongX;
      mix(pixels, x, y, out, at);
      out[at] = (out[at] as number) * tone.scale + red;
      out[at + 1] = (out[at + 1] as number) * tone.scale + green;
      out[at + 2] = (out[at + 2] as number) * tone.scale + blue;
    }
  }
  return out;
}

/** The middle of the first point of the picture is at 0.5. */
function mixPoint(
  { data, width, height }: Pixels,
  x: number,
  y: number,
  out: Float32Array,
  at: number,
): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [partX, partY] = [x - 0.5 - left, y - 0.5 - top];
  for (let down = 0; down <= 1; down += 1) {
    const row = top + down;
    if (row < 0 || row >= height) continue;
    const weightY = down === 0 ? 1 - partY : partY;
    for (let across = 0; across <= 1; across += 1) {
      const column = left + across;
      if (column < 0 || column >= width) continue;
      const weight = weightY * (across === 0 ? 1 - partX : partX);
      const from = (row * width + column) * 3;
      out[at] = (out[at] as number) + (data[from] as number) * weight;
      out[at + 1] = (out[at + 1] as number) + (data[from + 1] as number) * weight;
      out[at + 2] = (out[at + 2] as number) + (data[from + 2] as number) * weight;
    }
  }
}

function averagePoints(taps: number, alongX: number, alongY: number) {
  const weight = 1 / (taps * taps);
  const offset = (tap: number) => (tap + 0.5) / taps - 0.5;
  return ({ data, width, height }: Pixels, x: number, y: number, out: Float32Array, at: number): void => {
    let [red, green, blue] = [0, 0, 0];
    for (let down = 0; down < taps; down += 1) {
      for (let across = 0; across < taps; across += 1) {
        const column = Math.floor(x + offset(across) * alongX - offset(down) * alongY);
        const row = Math.floor(y + offset(across) * alongY + offset(down) * alongX);
        if (column < 0 || column >= width || row < 0 || row >= height) continue;
        const from = (row * width + column) * 3;
        red += data[from] as number;
        green += data[from + 1] as number;
        blue += data[from + 2] as number;
      }
    }
    out[at] = red * weight;
    out[at + 1] = green * weight;
    out[at + 2] = blue * weight;
  };
}
