/**
 * Which of the faces kept here are one person, so that whoever asks to be forgotten is forgotten whole: faces that
 * pay go with the nearest one kept for gifts, or with one another. Two faces for gifts are never put together. It is
 * asked for nothing but forgetting: a mistake costs an enrolment.
 */
import { distanceOf } from '../../domain/identity-gallery.ts';

export interface KeptTemplate {
  readonly personId: string;
  /** Present of one that pays. */
  readonly cardTag?: string | undefined;
  readonly template: Float32Array;
}

/** For each face the id of the face that stands for its person, itself or another. */
export function samePerson(faces: readonly KeptTemplate[], alikeWithin: number): string[] {
  return faces.map(
    (face) => (face.cardTag === undefined ? face : standsFor(face, faces, alikeWithin)).personId,
  );
}

function standsFor(payer: KeptTemplate, faces: readonly KeptTemplate[], alikeWithin: number): KeptTemplate {
  const alike = faces
    .map((face) => ({ face, distance: distanceOf(face.template, payer.template) }))
    .filter(({ distance }) => distance < alikeWithin);
  const forGifts = alike
    .filter(({ face }) => face.cardTag === undefined)
    .sort((one, other) => one.distance - other.distance);
  return (forGifts[0] ?? alike[0])?.face ?? payer;
}
