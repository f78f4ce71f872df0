/** Arithmetic on `#rrggbb` colours for the drawn pictures. */

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** `from` with `share` (0…1) of `to` mixed in. */
export function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, i) => Math.round(value + ((target[i] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Towards white. */
export const lighten = (hex: string, share: number) => mix(hex, '#ffffff', share);

/** Towards a warm black, which keeps shades from looking dirty. */
export const darken = (hex: string, share: number) => mix(hex, '#1d0f0a', share);
