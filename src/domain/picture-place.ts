/**
 * Where something lies in a picture, in fractions of its width and height, and in the words that a person
 * looks for it by.
 */

export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** Four corners of a code, clockwise. */
export type PictureCorners = readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];

export type PicturePlace =
  | 'upperLeft'
  | 'top'
  | 'upperRight'
  | 'left'
  | 'middle'
  | 'right'
  | 'lowerLeft'
  | 'bottom'
  | 'lowerRight';

const rows: readonly (readonly [PicturePlace, PicturePlace, PicturePlace])[] = [
  ['upperLeft', 'top', 'upperRight'],
  ['left', 'middle', 'right'],
  ['lowerLeft', 'bottom', 'lowerRight'],
];

/** The third of the picture, across and down, in which the middle of the corners lies. */
export function placeInPicture(corners: PictureCorners): PicturePlace {
  const { x, y } = middleOf(corners);
  const third = (fraction: number) => Math.min(2, Math.max(0, Math.floor(fraction * 3)));
  return rows[third(y)]?.[third(x)] ?? 'middle';
}

export function middleOf(corners: PictureCorners): PicturePoint {
  const sum = corners.reduce((at, { x, y }) => ({ x: at.x + x, y: at.y + y }), { x: 0, y: 0 });
  return { x: sum.x / corners.length, y: sum.y / corners.length };
}
