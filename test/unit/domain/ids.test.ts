import t from 'tap';
import { makeId } from '../../../src/domain/ids.ts';

const bytes = new Uint8Array(10);

t.test('ids sort by the time of their birth', (t) => {
  const ids = [0, 1, 31, 32, 1_790_000_000_000, 1_790_000_000_001].map((nowMs) =>
    makeId('ord', nowMs, bytes),
  );
  t.same([...ids].sort(), ids);
  t.end();
});

t.test('an id fits the order number of every platform', (t) => {
  for (const kind of ['jnl', 'ord', 'lin', 'chg', 'rfd', 'dlv', 'rct', 'pay'] as const) {
    t.match(
      makeId(
        kind,
        1_790_000_000_000,
        bytes.map((_, i) => i * 25),
      ),
      /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/,
    );
  }
  t.end();
});

t.test('every random bit makes another id', (t) => {
  const ids = new Set<string>([makeId('ord', 1, bytes)]);
  for (let bit = 0; bit < 80; bit += 1) {
    const changed = bytes.slice();
    changed[bit >> 3] = 1 << (bit & 7);
    ids.add(makeId('ord', 1, changed));
  }
  t.equal(ids.size, 81);
  t.end();
});
