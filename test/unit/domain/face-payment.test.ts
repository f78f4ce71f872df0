/** When a face may stand for a card's PIN. */
import fc from 'fast-check';
import t from 'tap';
import { faceTriesMax, mayEnrolToPay, mayPayByFace } from '../../../src/domain/face-payment.ts';
import { usualFaces } from '../../../src/domain/identity-policy.ts';

const policy = { ...usualFaces, payUpToMinor: 5000 };
const facts = { policy, amountMinor: 5000, tries: 0, ready: true };

t.test('up to the limit of the site, a few times, while the camera works', async (t) => {
  t.ok(mayPayByFace(facts));
  t.notOk(mayPayByFace({ ...facts, amountMinor: 5001 }));
  t.notOk(mayPayByFace({ ...facts, tries: faceTriesMax }));
  t.notOk(mayPayByFace({ ...facts, ready: false }));
});

t.test('never where the site says no, or somebody said to be under 14', async (t) => {
  const no = [undefined, usualFaces, { ...policy, recognise: false }];
  const anything = fc.record({
    policy: fc.constantFrom(...no),
    amountMinor: fc.nat(10_000),
    tries: fc.nat(5),
    ready: fc.boolean(),
  });
  fc.assert(fc.property(anything, (given) => !mayPayByFace(given) && !mayEnrolToPay(given)));
  t.notOk(mayPayByFace({ ...facts, underAge: true }));
  t.notOk(mayEnrolToPay({ ...facts, underAge: true }));
});
