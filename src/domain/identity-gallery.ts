/**
 * The templates of those who enrolled, side by side in one Float32Array, and the search for the nearest of
 * them. Brute force is exact and fast enough: 10,000 templates take about a millisecond.
 */
import { Fault } from './fault.ts';
import { templateLength } from './identity-face.ts';

export interface Gallery {
  readonly personIds: readonly string[];
  /** `templateLength` numbers for each of `personIds`, in their order. */
  readonly templates: Float32Array;
}

export const emptyGallery: Gallery = { personIds: [], templates: new Float32Array(0) };

export interface Nearest {
  readonly personId: string;
  readonly distance: number;
  /** Of the nearest other person; infinite where there is none. */
  readonly nextDistance: number;
}

/** Lays templates side by side; throws `INPUT_MALFORMED` for one of another length or with holes. */
export function galleryOf(people: readonly { personId: string; template: Float32Array }[]): Gallery {
  const templates = new Float32Array(people.length * templateLength);
  for (const [index, { template }] of people.entries()) {
    checkTemplate(template);
    templates.set(template, index * templateLength);
  }
  return { personIds: people.map(({ personId }) => personId), templates };
}

/** Throws `INPUT_MALFORMED` for what is no template. */
export function checkTemplate(template: Float32Array): void {
  if (template.length !== templateLength || !template.every(Number.isFinite))
    throw new Fault('INPUT_MALFORMED', 'read the template of a face');
}

/** Euclidean distance of two templates of one length. */
export function distanceOf(one: Float32Array, other: Float32Array): number {
  return distanceAt(one, 0, other);
}

function distanceAt(many: Float32Array, from: number, one: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) {
    const by = (many[from + i] ?? 0) - (one[i] ?? 0);
    sum += by * by;
  }
  return Math.sqrt(sum);
}

/** Whom a template is nearest to; undefined where nobody enrolled. */
export function nearestOf({ personIds, templates }: Gallery, template: Float32Array): Nearest | undefined {
  let nearest: { personId: string; distance: number } | undefined;
  let nextDistance = Number.POSITIVE_INFINITY;
  for (const [index, personId] of personIds.entries()) {
    const distance = distanceAt(templates, index * templateLength, template);
    if (nearest === undefined || distance < nearest.distance) {
      if (nearest !== undefined && nearest.personId !== personId) nextDistance = nearest.distance;
      nearest = { personId, distance };
    } else if (personId !== nearest.personId) nextDistance = Math.min(nextDistance, distance);
  }
  return nearest && { ...nearest, nextDistance };
}

/** One template from several looks: their mean. */
export function averageTemplate(looks: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(templateLength);
  for (const look of looks) {
    checkTemplate(look);
    for (let i = 0; i < templateLength; i += 1) mean[i] = (mean[i] ?? 0) + (look[i] ?? 0) / looks.length;
  }
  return mean;
}
