import t from 'tap';
import { FaceTracks } from '../../../../models/people/face-tracks.ts';

const box = (x: number, size = 100) => ({ x, y: 50, width: size, height: size });

t.test('a face keeps its number while it moves, in whatever order faces are told', async (t) => {
  const tracks = new FaceTracks();
  t.same(tracks.follow([box(0), box(300)], 0), [1, 2]);
  t.same(tracks.follow([box(320), box(20)], 100), [2, 1]);
  t.same(tracks.follow([box(35, 110)], 200), [1]);
});

t.test('a face that jumps is another one', async (t) => {
  const tracks = new FaceTracks();
  t.same(tracks.follow([box(0)], 0), [1]);
  t.same(tracks.follow([box(200)], 100), [2]);
});

t.test(
  'a face that was away for a moment is the same, for longer another, and no number comes twice',
  async (t) => {
    const tracks = new FaceTracks();
    tracks.follow([box(0)], 0);
    tracks.follow([], 400);
    t.same(tracks.follow([box(5)], 800), [1]);
    tracks.follow([], 1_900);
    t.same(tracks.follow([box(5)], 2_000), [2]);
    t.same(tracks.follow([box(5), box(400)], 2_100), [2, 3]);
  },
);

t.test('a face of the frame just before is followed by a slow reader too, within reason', async (t) => {
  const tracks = new FaceTracks();
  tracks.follow([box(0)], 0);
  t.same(tracks.follow([box(2)], 1_800), [1]);
  t.same(tracks.follow([box(2)], 5_000), [2]);
});

t.test('one track is given to one face only, the one that fits best', async (t) => {
  const tracks = new FaceTracks();
  tracks.follow([box(0)], 0);
  t.same(tracks.follow([box(40), box(2)], 100), [2, 1]);
});
