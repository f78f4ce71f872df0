/** Who stands there: quality, search, votes, the challenge, and what the errors are stated to be. */
import fc from 'fast-check';
import t from 'tap';
import {
  distanceForFmr,
  drawnFaces,
  identify,
  nobodyYet,
  rateUpperBound,
  realFaces,
} from '../../../src/domain/identity.ts';
import { challengeKinds, drawChallenge, followChallenge } from '../../../src/domain/identity-challenge.ts';
import { enrolLook, enrolLooks, nothingEnrolled } from '../../../src/domain/identity-enrolment.ts';
import type { SeenFace, SeenPeople } from '../../../src/domain/identity-face.ts';
import {
  averageTemplate,
  distanceOf,
  emptyGallery,
  galleryOf,
  nearestOf,
} from '../../../src/domain/identity-gallery.ts';
import { judgePicture } from '../../../src/domain/identity-quality.ts';
import { type FaceMood, film, seenFace, templateOf } from '../../support/seen-people.ts';

const people = [1, 2, 3].map((person) => ({ personId: `psn_${person}`, template: templateOf(person) }));
const gallery = galleryOf(people);

const looks = (person: number, count: number, track = 1): SeenPeople[] =>
  Array.from({ length: count }, (_, look) => ({
    atMs: look * 120,
    faces: [seenFace({ track, template: templateOf(person, look + 1) })],
  }));

const decide = (seen: readonly SeenPeople[], rule = realFaces) =>
  seen.reduce((state, one) => identify(state, one, gallery, rule), nobodyYet);

t.test('somebody who enrolled is named after several pictures, not after one', async (t) => {
  t.equal(decide(looks(2, 1)).outcome, undefined);
  t.same(decide(looks(2, 3)).outcome, { who: 'known', personId: 'psn_2', track: 1 });
});

t.test('a stranger is unknown, which takes more pictures', async (t) => {
  t.equal(decide(looks(9, 7)).outcome, undefined);
  t.same(decide(looks(9, 8)).outcome, { who: 'unknown' });
});

t.test('where nobody enrolled everybody is unknown', async (t) => {
  const state = looks(1, 8).reduce((s, one) => identify(s, one, emptyGallery, realFaces), nobodyYet);
  t.same(state.outcome, { who: 'unknown' });
});

t.test('pictures of two people never add up to one of them', async (t) => {
  const mixed = [...looks(1, 2), ...looks(2, 2), ...looks(1, 2), ...looks(2, 2)];
  t.same(decide(mixed).outcome, { who: 'unknown' });
});

t.test('a face that changed its track begins anew', async (t) => {
  const swapped = [...looks(1, 2, 1), ...looks(1, 1, 2)];
  t.equal(decide(swapped).outcome, undefined);
});

t.test('two enrolled people who look alike are told apart or not named', async (t) => {
  const twin = people[0]?.template.map((x) => x + 0.001) ?? new Float32Array();
  const twins = galleryOf([...people, { personId: 'psn_twin', template: twin }]);
  const state = looks(1, 8).reduce((s, one) => identify(s, one, twins, realFaces), nobodyYet);
  t.same(state.outcome, { who: 'unknown' });
});

t.test('a picture that is not good enough says why and never counts', async (t) => {
  const template = templateOf(1);
  const cases: readonly (readonly [string, readonly SeenFace[]])[] = [
    ['nobody', []],
    ['several', [seenFace({ template }), seenFace({ track: 2, template })]],
    ['tooFar', [seenFace({ template, eyeDistancePx: 12 })]],
    ['blurred', [seenFace({ template, sharpness: 0.1 })]],
    ['turnedAway', [seenFace({ template, yawDeg: 40 })]],
    ['turnedAway', [seenFace({ template, rollDeg: 30 })]],
    ['eyesClosed', [seenFace({ template, eyesOpen: 0.1 })]],
    ['blurred', [seenFace()]],
  ];
  for (const [problem, faces] of cases) {
    t.same(judgePicture({ atMs: 0, faces }), { good: false, problem });
    const state = identify(nobodyYet, { atMs: 0, faces }, gallery, realFaces);
    t.same([state.problem, state.votes.length], [problem, 0]);
  }
});

t.test('the nearest of a gallery is what a plain search finds', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(1000), (count, probe) => {
      const many = Array.from({ length: count }, (_, i) => ({
        personId: `p${i}`,
        template: templateOf(i + 1),
      }));
      const template = templateOf((probe % (count * 2)) + 1, probe);
      const plain = [...many].sort(
        (a, b) => distanceOf(a.template, template) - distanceOf(b.template, template),
      )[0];
      return nearestOf(galleryOf(many), template)?.personId === plain?.personId;
    }),
    { numRuns: 60 },
  );
});

t.test('what is no template is refused', async (t) => {
  t.throws(() => galleryOf([{ personId: 'x', template: new Float32Array(12) }]), { code: 'INPUT_MALFORMED' });
  const holed = templateOf(1).map((x, i) => (i === 5 ? Number.NaN : x));
  t.throws(() => averageTemplate([holed]), { code: 'INPUT_MALFORMED' });
});

t.test('enrolling takes several looks of one person', async (t) => {
  const enrol = (seen: readonly SeenPeople[]) =>
    seen.reduce((state, one) => enrolLook(state, one, realFaces.distanceMax), nothingEnrolled);
  t.equal(enrol(looks(4, enrolLooks - 1)).template, undefined);
  const { template } = enrol(looks(4, enrolLooks));
  t.ok(template && distanceOf(template, templateOf(4)) < 0.2);
  t.equal(enrol([...looks(4, enrolLooks - 1), ...looks(5, enrolLooks - 1)]).template, undefined);
});

t.test('the distance for a stated rate lets no more of the comparisons match than that', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (distances, fmr) => {
        const limit = distanceForFmr(distances, fmr);
        return distances.filter((one) => one < limit).length <= distances.length * fmr;
      },
    ),
  );
});

t.test('an error that was never seen is stated as three in so many trials', async (t) => {
  t.equal(rateUpperBound(0, 3000), 0.001);
  t.equal(rateUpperBound(0, 0), 1);
  t.ok(rateUpperBound(3, 2000) > 0.0015);
  t.ok(drawnFaces.distanceMax < realFaces.distanceMax);
});

const moves: Readonly<Record<(typeof challengeKinds)[number], (atMs: number) => FaceMood>> = {
  closeEyes: (ms) => ({ eyesOpen: ms > 500 && ms < 1100 ? 0.05 : 0.9 }),
  turnLeft: (ms) => ({ yawDeg: ms > 500 && ms < 1200 ? 28 : 0 }),
  turnRight: (ms) => ({ yawDeg: ms > 500 && ms < 1200 ? -28 : 0 }),
};
const playing = (move: (atMs: number) => readonly SeenFace[], kind: number, toMs = 13_000) =>
  film(0, toMs, move).reduce(followChallenge, drawChallenge((kind + 0.5) / challengeKinds.length, 1, 0));

t.test('who does what was drawn passes, and with another movement does not', async (t) => {
  for (const [drawn, kind] of challengeKinds.entries()) {
    for (const shown of challengeKinds) {
      const { outcome } = playing((ms) => [seenFace({ ...moves[shown](ms) })], drawn);
      t.equal(outcome, shown === kind ? 'passed' : 'failed', `${kind} answered with ${shown}`);
    }
  }
});

t.test('eyes that only blink do not pass for eyes that are shut', async (t) => {
  const blinking = (ms: number) => [seenFace({ eyesOpen: ms % 1500 < 250 ? 0.1 : 0.9 })];
  t.equal(playing(blinking, 0).outcome, 'failed');
});

t.test('a still picture, another face, and a face that went away fail', async (t) => {
  t.equal(playing(() => [seenFace()], 0).outcome, 'failed');
  t.equal(
    playing((ms) => [seenFace({ ...moves.closeEyes(ms), track: ms > 600 ? 2 : 1 })], 0).outcome,
    'failed',
  );
  t.equal(
    playing((ms) => (ms > 300 && ms < 1400 ? [] : [seenFace(moves.closeEyes(ms))]), 0).outcome,
    'failed',
  );
  t.equal(playing((ms) => [seenFace(moves.closeEyes(ms)), seenFace({ track: 2 })], 0).outcome, 'failed');
});
