/**
 * Comparing templates: Euclidean distance, 0 the same picture, up to about 0.5 the same person on photographs.
 * Pure arithmetic; who is let through at which distance is decided elsewhere.
 */
import type { FaceTemplate } from './recognizer.ts';

export function templateDistance(a: FaceTemplate, b: FaceTemplate): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

export interface Nearest {
  /** Place in the gallery. */
  readonly index: number;
  readonly distance: number;
}

/** The nearest template of a gallery that holds `gallery.length / probe.length` of them one after another. */
export function nearestTemplate(probe: FaceTemplate, gallery: Float32Array): Nearest | undefined {
  const length = probe.length;
  let best = Number.POSITIVE_INFINITY;
  let index = -1;
  for (let from = 0; from + length <= gallery.length; from += length) {
    let sum = 0;
    for (let i = 0; i < length && sum < best; i += 4) {
      const a = (probe[i] as number) - (gallery[from + i] as number);
      const b = (probe[i + 1] as number) - (gallery[from + i + 1] as number);
      const c = (probe[i + 2] as number) - (gallery[from + i + 2] as number);
      const d = (probe[i + 3] as number) - (gallery[from + i + 3] as number);
      sum += a * a + b * b + c * c + d * d;
    }
    if (sum < best) {
      best = sum;
      index = from / length;
    }
  }
  return index < 0 ? undefined : { index, distance: Math.sqrt(best) };
}
