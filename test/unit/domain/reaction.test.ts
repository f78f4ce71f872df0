/** The reaction of the one person an offer was made to, from recorded time lines. */
import fc from 'fast-check';
import t from 'tap';
import type { SeenFace, SeenPeople } from '../../../src/domain/identity-face.ts';
import { readReaction, responseMs } from '../../../src/domain/reaction.ts';
import { film, seenFace } from '../../support/seen-people.ts';

const offered = 3000;

function timeline(after: (sinceMs: number) => readonly SeenFace[], answeredAtMs = offered + 4000) {
  const seen = film(0, answeredAtMs, (atMs) => (atMs < offered ? [seenFace()] : after(atMs - offered)));
  return { seen, recipientTrack: 1, offeredAtMs: offered, answeredAtMs };
}

t.test('a broad smile that comes with the offer is delight, and says why', async (t) => {
  const read = readReaction(timeline((ms) => [seenFace({ expressions: { happy: ms > 400 ? 0.95 : 0.1 } })]));
  t.equal(read.attitude, 'delighted');
  t.ok(read.confidence > 0.6);
  t.ok(read.evidence.includes('smiledBroadly'));
});

t.test('a small smile is pleased', async (t) => {
  const read = readReaction(
    timeline((ms) => [seenFace({ expressions: { happy: ms > 500 && ms < 2500 ? 0.5 : 0.05 } })]),
  );
  t.equal(read.attitude, 'pleased');
});

t.test('somebody who smiled before the offer too shows nothing by smiling on', async (t) => {
  const seen = film(0, 7000, () => [seenFace({ expressions: { happy: 0.9 } })]);
  const read = readReaction({ seen, recipientTrack: 1, offeredAtMs: offered, answeredAtMs: 7000 });
  t.equal(read.attitude, 'neutral');
  t.ok(read.evidence.includes('showedNothing'));
});

t.test('one picture with a smile among calm ones is noise', async (t) => {
  const read = readReaction(timeline((ms) => [seenFace({ expressions: { happy: ms === 1000 ? 1 : 0.02 } })]));
  t.equal(read.attitude, 'neutral');
});

t.test('a frown and a shaken head are reluctance', async (t) => {
  const read = readReaction(
    timeline((ms) => [
      seenFace({
        expressions: { angry: 0.3, sad: 0.4 },
        yawDeg: 12 * Math.sin(ms / 160),
      }),
    ]),
  );
  t.equal(read.attitude, 'reluctant');
  t.ok(read.evidence.includes('shookHead'));
  t.ok(read.evidence.includes('frowned'));
});

t.test('a nod counts for the offer and is not taken for a shake', async (t) => {
  const read = readReaction(timeline((ms) => [seenFace({ pitchDeg: 10 * Math.sin(ms / 160) })]));
  t.equal(read.attitude, 'pleased');
  t.same(read.evidence, ['nodded']);
});

t.test('who turns away is reluctant', async (t) => {
  const read = readReaction(timeline((ms) => [seenFace({ yawDeg: ms > 800 ? 50 : 0 })]));
  t.equal(read.attitude, 'reluctant');
  t.ok(read.evidence.includes('turnedAway'));
});

t.test('signs that contradict one another are unclear', async (t) => {
  const read = readReaction(
    timeline((ms) => [seenFace({ expressions: { happy: 0.5, angry: 0.6 }, yawDeg: ms > 2000 ? 50 : 0 })]),
  );
  t.equal(read.attitude, 'unclear');
  t.ok(read.evidence.includes('signsContradict'));
});

t.test('leaning in and back is told', async (t) => {
  const near = readReaction(timeline(() => [seenFace({ width: 0.4 })]));
  const far = readReaction(timeline(() => [seenFace({ width: 0.2 })]));
  t.ok(near.evidence.includes('leanedIn'));
  t.ok(far.evidence.includes('leanedBack'));
});

t.test(
  'too little seen is unclear: no baseline, few pictures, an answer at once, nobody known',
  async (t) => {
    const smiling = () => [seenFace({ expressions: { happy: 0.95 } })];
    const whole = timeline(smiling);
    const cases = {
      'no baseline': { ...whole, seen: whole.seen.filter(({ atMs }) => atMs >= offered) },
      'few pictures': { ...whole, seen: whole.seen.filter(({ atMs }) => atMs < offered + 500) },
      'an answer at once': { ...whole, answeredAtMs: offered + 300 },
      'nobody known': { ...whole, recipientTrack: undefined },
      'nothing at all': { ...whole, seen: [] },
    };
    for (const [name, given] of Object.entries(cases)) {
      t.same(readReaction(given), { attitude: 'unclear', confidence: 0, evidence: ['seenTooLittle'] }, name);
    }
  },
);

const faceOf = (track: number) =>
  fc
    .record({
      happy: fc.float({ min: 0, max: 1, noNaN: true }),
      angry: fc.float({ min: 0, max: 1, noNaN: true }),
      yawDeg: fc.float({ min: -60, max: 60, noNaN: true }),
      pitchDeg: fc.float({ min: -40, max: 40, noNaN: true }),
      width: fc.float({ min: Math.fround(0.05), max: Math.fround(0.6), noNaN: true }),
    })
    .map(({ happy, angry, ...more }) => seenFace({ track, expressions: { happy, angry }, ...more }));

const films = (tracks: readonly number[]) =>
  fc.array(fc.tuple(...tracks.map((track) => fc.option(faceOf(track), { nil: undefined }))), {
    minLength: 0,
    maxLength: 60,
  });

t.test('what anybody else does never changes what is read of the recipient', async () => {
  fc.assert(
    fc.property(films([1, 2, 3]), fc.nat(4000), (pictures, tookMs) => {
      const seen: SeenPeople[] = pictures.map((faces, i) => ({
        atMs: i * 120,
        faces: faces.filter((face) => face !== undefined),
      }));
      const alone = seen.map(({ atMs, faces }) => ({
        atMs,
        faces: faces.filter(({ track }) => track === 1),
      }));
      const times = { offeredAtMs: offered, answeredAtMs: offered + tookMs };
      const among = readReaction({ seen, recipientTrack: 1, ...times });
      const byself = readReaction({ seen: alone, recipientTrack: 1, ...times });
      return JSON.stringify(among) === JSON.stringify(byself);
    }),
    { numRuns: 300 },
  );
});

t.test('faces of others alone never make a label, and confidence stays within 0 and 1', async () => {
  fc.assert(
    fc.property(films([2, 3]), films([1]), fc.nat(30_000), (others, mine, tookMs) => {
      const make = (pictures: readonly (readonly (SeenFace | undefined)[])[]): SeenPeople[] =>
        pictures.map((faces, i) => ({ atMs: i * 120, faces: faces.filter((face) => face !== undefined) }));
      const times = { recipientTrack: 1, offeredAtMs: offered, answeredAtMs: offered + tookMs };
      const { confidence } = readReaction({ seen: make(mine), ...times });
      return (
        readReaction({ seen: make(others), ...times }).attitude === 'unclear' &&
        confidence >= 0 &&
        confidence <= 1
      );
    }),
    { numRuns: 300 },
  );
});

t.test('the time of an answer is never negative', async (t) => {
  t.equal(responseMs({ offeredAtMs: 1000, answeredAtMs: 2500 }), 1500);
  t.equal(responseMs({ offeredAtMs: 1000, answeredAtMs: 400 }), 0);
});
