/** One to one: who is let through as the owner of a template, and who is not. */
import fc from 'fast-check';
import t from 'tap';
import { nobodyYet, realFaces } from '../../../src/domain/identity.ts';
import type { SeenPeople } from '../../../src/domain/identity-face.ts';
import { distanceOf, emptyGallery, galleryOf } from '../../../src/domain/identity-gallery.ts';
import { verify, verifying } from '../../../src/domain/identity-verification.ts';
import { type FaceMood, seenFace, templateOf } from '../../support/seen-people.ts';

const template = templateOf(1);
const owner = galleryOf([{ personId: 'psn_1', template }]);

/** A good picture of that person. */
const picture = (person: number, look: number, mood: FaceMood = {}): SeenPeople => ({
  atMs: look * 120,
  faces: [seenFace({ template: templateOf(person, look), ...mood })],
});
const decide = (pictures: readonly SeenPeople[], gallery = owner) =>
  pictures.reduce((before, seen) => verify(before, seen, gallery, realFaces), nobodyYet).outcome;
const looks = (person: number, count: number) =>
  Array.from({ length: count }, (_, look) => picture(person, look + 1));

t.test('the owner is known after four good pictures, and not before', async (t) => {
  t.equal(decide(looks(1, verifying.votes - 1)), undefined);
  t.match(decide(looks(1, verifying.votes)), { who: 'known', personId: 'psn_1' });
});

t.test('somebody else is unknown, and so is everybody where nobody enrolled', async (t) => {
  t.match(decide(looks(2, verifying.looksMax)), { who: 'unknown' });
  t.match(decide(looks(1, verifying.looksMax), emptyGallery), { who: 'unknown' });
});

t.test('whoever takes the place of the owner begins anew', async (t) => {
  const swapped = [...looks(1, 3), picture(2, 4, { track: 2 }), picture(1, 5, { track: 3 })];
  t.equal(decide(swapped), undefined);
});

t.test('two people in the picture, or a face turned away, count for nobody', async (t) => {
  const two = { atMs: 0, faces: [...picture(1, 1).faces, ...picture(2, 1, { track: 2 }).faces] };
  t.equal(decide(Array.from({ length: 20 }, () => two)), undefined);
  t.equal(decide(Array.from({ length: 20 }, (_, look) => picture(1, look, { yawDeg: 40 }))), undefined);
});

t.test('nobody is let through without enough pictures within the distance on one track', async () => {
  const anyPicture = fc.record({
    person: fc.constantFrom(1, 1, 2, 3),
    track: fc.constantFrom(1, 1, 1, 2),
    spread: fc.constantFrom(0.02, 0.1, 0.3),
    eyesOpen: fc.constantFrom(0.9, 0.9, 0.1),
  });
  fc.assert(
    fc.property(fc.array(anyPicture, { maxLength: 16 }), (drawn) => {
      const pictures = drawn.map(({ person, track, spread, eyesOpen }, look) =>
        picture(person, look, { track, eyesOpen, template: templateOf(person, look, spread) }),
      );
      let state = nobodyYet;
      for (const seen of pictures) state = verify(state, seen, owner, realFaces);
      if (state.outcome?.who !== 'known') return true;
      const near = state.votes.filter((vote) => distanceOf(vote.template, template) < realFaces.distanceMax);
      return near.length >= verifying.votes && state.votes.length <= verifying.looksMax;
    }),
  );
});
