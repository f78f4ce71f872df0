/**
 * How a drawn person looks at one moment: expression, where the head turns, lids, light, distance. Expressions are
 * movements of lips, brows and lids, as people make them, strong enough for a net to see.
 */

/** Each 0 none to 1 full, but `corners`, which goes from -1 down to 1 up. */
export interface Mimic {
  readonly corners: number;
  readonly mouthOpen: number;
  readonly teeth: number;
  readonly browsUp: number;
  readonly browsInUp: number;
  readonly frown: number;
  readonly eyesWide: number;
  readonly squint: number;
  readonly noseUp: number;
}

export const drawnExpressions = ['neutral', 'happy', 'sad', 'angry', 'surprised'] as const;
export type DrawnExpression = (typeof drawnExpressions)[number];

const still: Mimic = {
  ...{ corners: 0, mouthOpen: 0, teeth: 0, browsUp: 0, browsInUp: 0, frown: 0 },
  ...{ eyesWide: 0, squint: 0, noseUp: 0 },
};

export const mimics: Readonly<Record<DrawnExpression, Mimic>> = {
  neutral: still,
  happy: { ...still, corners: 1, mouthOpen: 0.35, teeth: 1, squint: 0.35, browsUp: 0.1 },
  sad: { ...still, corners: -0.9, browsInUp: 1, squint: 0.2 },
  angry: { ...still, corners: -0.45, frown: 1, squint: 0.3, noseUp: 0.6 },
  surprised: { ...still, mouthOpen: 1, browsUp: 1, eyesWide: 1 },
};

export interface Look {
  readonly mimic: Mimic;
  /** Degrees, as in `HeadPose`: to the picture's right, up, clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** 0 shut to 1 open. */
  readonly lids: number;
  /** 1 is a head 180 points wide. */
  readonly size: number;
  /** From the middle of the picture, points. */
  readonly offset: readonly [x: number, y: number];
  /** 1 is daylight; 0.4 a dim room. */
  readonly light: number;
  /** Where the light comes from, -1 left to 1 right. */
  readonly lightFrom: number;
  /** Of the lens, points. */
  readonly blur: number;
  readonly background: readonly [string, string];
  /** Put on or taken off, whatever the person wears. */
  readonly glasses?: 'none' | 'round' | 'square';
}

export const plainLook: Look = {
  ...{ mimic: still, yaw: 0, pitch: 0, roll: 0, lids: 1, size: 1, offset: [0, 0] },
  ...{ light: 1, lightFrom: -0.2, blur: 0, background: ['#8fa3ad', '#5b6b73'] },
};

/** `share` of the way from one mimic to another. */
export function mixMimics(from: Mimic, to: Mimic, share: number): Mimic {
  const keys = Object.keys(from) as (keyof Mimic)[];
  return Object.fromEntries(
    keys.map((key) => [key, from[key] + (to[key] - from[key]) * share]),
  ) as unknown as Mimic;
}
