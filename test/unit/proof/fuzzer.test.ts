/** The fuzzer finds what it shall find, and says the same for the same seed. */
import t from 'tap';
import { type Boundary, bytesOf, owed, textOf } from '../../support/fuzz/boundary.ts';
import { fuzz } from '../../support/fuzz/fuzz-run.ts';
import { inputOf } from '../../support/fuzz/mutate.ts';

const boundary = (take: (text: string) => string): Boundary => ({
  name: 'planted',
  samples: [bytesOf('hello kiosk'), bytesOf('{"a":[1,2]}')],
  open: () => ({ take: (input) => take(textOf(input)) }),
});

t.test('a planted mistake is found and its input shrunk', async (t) => {
  const planted = boundary((text) => {
    owed(!text.includes('kk'), 'chokes on kk');
    return 'accepted';
  });
  const { failure } = await fuzz(planted, 7, 50_000);
  t.match(failure?.error, /chokes on kk/);
  t.equal(textOf(failure?.shrunk ?? new Uint8Array()), 'kk');
});

t.test('an error that is no fault is a finding', async (t) => {
  const { failure } = await fuzz(
    boundary((text) => JSON.stringify(JSON.parse(text))),
    1,
    10,
  );
  t.match(failure?.error, /SyntaxError/);
});

t.test('the same seed and number give the same input', async (t) => {
  const planted = boundary(() => 'accepted');
  for (const index of [2, 50, 999]) {
    t.strictSame(inputOf(planted, 3, index).input, inputOf(planted, 3, index).input);
  }
  const of = (seed: number) =>
    Array.from({ length: 50 }, (_, i) => textOf(inputOf(planted, seed, i + 2).input));
  t.notSame(of(1), of(2));
});

t.test('verdicts are counted', async (t) => {
  const report = await fuzz(
    boundary((text) => (text.startsWith('h') ? 'accepted' : 'other')),
    1,
    200,
  );
  t.equal(report.accepted + (report.refused.get('other') ?? 0), 200);
});
