import fc from 'fast-check';
import t from 'tap';
import type { PictureCorners } from '../../../../src/domain/picture-place.ts';
import {
  type Belief,
  beginSession,
  type Gathering,
  gather,
  itemsOf,
  nothingGathered,
  type Sightings,
  unreadOf,
} from '../../../../src/kiosk/pictures/gather-sightings.ts';

/** A code of 0.2 × 0.12 whose upper left corner is there. */
function box(x: number, y: number): PictureCorners {
  const [right, below] = [x + 0.2, y + 0.12];
  return [
    { x, y },
    { x: right, y },
    { x: right, y: below },
    { x, y: below },
  ];
}

const cola = (x: number, y: number) => ({ text: '6901234567892', symbology: ']E0', corners: box(x, y) });
const milk = (x: number, y: number) => ({ text: '6901234500011', symbology: ']E0', corners: box(x, y) });

function film(
  frames: readonly (readonly Sightings['codes'][number][])[],
  { steady = true, from = nothingGathered }: { steady?: boolean; from?: Gathering } = {},
): Gathering {
  return frames.reduce((known, codes) => gather(known, { codes, unread: [] }, steady), from);
}
const seenFor = (sightings: number): Belief => ({
  ...{ itemSightings: sightings, unreadSightings: sightings },
  goneAfterFrames: 4,
});
const countOf = (gathering: Gathering, least = 1) => itemsOf(gathering, seenFor(least)).length;

t.test('the same code at about the same place is one item, however often it is seen', async (t) => {
  const seen = film([[cola(0.1, 0.1)], [cola(0.12, 0.11)], [], [cola(0.11, 0.1)]]);
  t.equal(countOf(seen), 1);
});

t.test('equal codes at different places are several items', async (t) => {
  t.equal(countOf(film([[cola(0.1, 0.1), cola(0.5, 0.1), cola(0.1, 0.5)]])), 3);
});

t.test('a code that one picture tells twice at one place is one item', async (t) => {
  t.equal(countOf(film([[cola(0.1, 0.1), cola(0.11, 0.12)]])), 1);
});

t.test('an item that is moved stays one item, and so does one that is put back', async (t) => {
  const moved = film([[cola(0.1, 0.1)], [cola(0.1, 0.1)], [cola(0.6, 0.6)], [cola(0.6, 0.6)]]);
  t.equal(countOf(moved), 1);
  t.equal(countOf(film([[cola(0.1, 0.1)], [cola(0.1, 0.1)]], { from: moved })), 1, 'put back');
});

t.test('two equal items of which one is read at a time are found to be two', async (t) => {
  const [here, there] = [cola(0.1, 0.1), cola(0.6, 0.6)];
  t.equal(countOf(film([[here], [there], [here], [there], [here]])), 2);
});

t.test('an item that was taken for moved is another one as soon as both are seen together', async (t) => {
  const [here, there] = [cola(0.1, 0.1), cola(0.6, 0.6)];
  t.equal(countOf(film([[here], [there], [here, there]])), 2);
});

t.test('what a film shows only once is not believed', async (t) => {
  t.equal(countOf(film([[cola(0.1, 0.1), milk(0.5, 0.5)], [cola(0.1, 0.1)]]), 2), 1);
});

t.test('in the next session what still lies there is known, and what is new is counted', async (t) => {
  const first = film([[cola(0.1, 0.1)], [cola(0.1, 0.1)]]);
  const told = itemsOf(first, seenFor(2)).map(({ item }) => item);
  const second = film([[cola(0.1, 0.1), cola(0.6, 0.6)]], { from: beginSession(first) });
  const fresh = itemsOf(film([[cola(0.6, 0.6)]], { from: second }), seenFor(2)).filter(
    ({ item }) => !told.includes(item),
  );
  t.equal(fresh.length, 1);
});

t.test('of pictures from a hand an item counts as often as one picture shows it', async (t) => {
  const steady = false;
  const seen = film(
    [
      [cola(0.1, 0.1), cola(0.5, 0.1)],
      [cola(0.3, 0.3), cola(0.7, 0.3)],
    ],
    { steady },
  );
  t.equal(countOf(seen), 2);
  t.equal(countOf(film([[cola(0, 0), cola(0.3, 0), cola(0.6, 0)]], { steady, from: seen })), 3);
});

t.test('a code is asked for while it is not read, and not where it was read once', async (t) => {
  const unread = { codes: [], unread: [box(0.5, 0.5)] };
  const asked = gather(gather(nothingGathered, unread, true), unread, true);
  t.equal(unreadOf(asked, seenFor(2)).length, 1);
  const read = gather(asked, { codes: [cola(0.5, 0.5)], unread: [] }, true);
  t.same(unreadOf(gather(read, unread, true), seenFor(1)), [], 'read there');
  let gone = asked;
  for (let i = 0; i < 6; i += 1) gone = gather(gone, { codes: [], unread: [] }, true);
  t.same(unreadOf(gone, seenFor(1)), [], 'taken away');
});

t.test('a code that was read only once is asked for, unless something was read where it lay', async (t) => {
  const once = film([[cola(0.1, 0.1), milk(0.5, 0.5)], [cola(0.1, 0.1)], [], [], []]);
  t.same(unreadOf(once, seenFor(2)), [box(0.5, 0.5)]);
  const clear = film([[milk(0.5, 0.5)], [milk(0.5, 0.5)]], { from: once });
  t.same(unreadOf(clear, seenFor(2)), [], 'read again');
  const misread = film([[cola(0.1, 0.1), milk(0.1, 0.1)], [cola(0.1, 0.1)], [], [], []]);
  t.same(unreadOf(misread, seenFor(2)), [], 'a misreading of the same code');
  t.same(unreadOf(film(Array(30).fill([]), { from: once }), seenFor(2)), [], 'taken away');
});

t.test('one failure told by several readings of one picture is one', async (t) => {
  const twice = { codes: [], unread: [box(0.5, 0.5), box(0.51, 0.5)] };
  t.equal(unreadOf(gather(nothingGathered, twice, true), seenFor(1)).length, 1);
});

t.test('pictures without news are counted, so that an end can be found', async (t) => {
  const quiet = film([[cola(0.1, 0.1)], [cola(0.1, 0.1)], [cola(0.1, 0.1)]]);
  t.equal(quiet.quietFrames, 2);
  t.equal(film([[cola(0.1, 0.1), milk(0.5, 0.5)]], { from: quiet }).quietFrames, 0);
});

const place = fc.constantFrom(0, 1, 2, 3, 4, 5);
const frames = fc.array(fc.uniqueArray(place, { maxLength: 6 }), { maxLength: 20 });
const at = (index: number) => cola((index % 3) * 0.33, Math.floor(index / 3) * 0.5);

t.test(
  'items never become fewer, never more than the places, and never fewer than one picture shows',
  async (t) => {
    t.doesNotThrow(
      () =>
        fc.assert(
          fc.property(frames, fc.boolean(), (given, steady) => {
            let known = nothingGathered;
            let least = 0;
            let before = 0;
            const places = new Set<number>();
            for (const shown of given) {
              known = gather(known, { codes: shown.map(at), unread: [] }, steady);
              for (const index of shown) places.add(index);
              least = Math.max(least, shown.length);
              const count = countOf(known);
              if (count < before || count < least || count > places.size) return false;
              before = count;
            }
            return true;
          }),
          { numRuns: 300, seed: 11 },
        ),
      'held for every film',
    );
  },
);
