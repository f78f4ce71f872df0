import t from 'tap';
import {
  figuresOfVisits,
  thresholdForVisits,
  type VisitPair,
} from '../../../scripts/evaluate/visit-decisions.ts';
import type { SeenPeople } from '../../../src/domain/identity-face.ts';
import { seenFace, templateOf } from '../../support/seen-people.ts';

/** Pictures of one person whose looks lie `apart` from one another. */
function visit(seed: number, apart: number, pictures = 9): SeenPeople[] {
  return Array.from({ length: pictures }, (_, i) => {
    const template = templateOf(seed).map((x, place) => (place === i ? x + apart : x));
    return { atMs: 200 * i, faces: [seenFace({ template })] };
  });
}

const mated: VisitPair = { enrols: visit(1, 0.1), comes: visit(1, 0.1), mated: true };
const twins: VisitPair = { enrols: visit(1, 0.1), comes: visit(1, 0.1), mated: false };
const strangers: VisitPair = { enrols: visit(1, 0.1), comes: visit(2, 0.1), mated: false };

t.test('who enrolled and comes again is named, and a stranger is not', async (t) => {
  t.match(figuresOfVisits([mated, strangers], 0.3), {
    fmr: { value: 0 },
    fnmr: { value: 0 },
    notEnrolled: 0,
  });
  t.match(figuresOfVisits([mated, twins], 0.3), { fmr: { errors: 1 }, fnmr: { errors: 0 } });
});

t.test('looks that do not agree within the distance enrol nobody', async (t) => {
  const figures = figuresOfVisits([mated, strangers], 0.1);
  t.match(figures, { notEnrolled: 2, fmr: { trials: 0 }, fnmr: { trials: 0 } });
});

t.test('too few good pictures name nobody', async (t) => {
  const short = { ...mated, comes: visit(1, 0.1, 2) };
  t.match(figuresOfVisits([short], 0.3), { fnmr: { errors: 1, trials: 1 } });
});

t.test('the threshold is the last before too many are named wrongly', async (t) => {
  t.equal(thresholdForVisits([mated, strangers], 0), 0.5);
  t.equal(thresholdForVisits([mated, twins], 0.001), 0.2);
});
