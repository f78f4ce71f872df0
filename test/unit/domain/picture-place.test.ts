import t from 'tap';
import { type PictureCorners, placeInPicture } from '../../../src/domain/picture-place.ts';

const at = (x: number, y: number): PictureCorners => {
  const [left, right, top, bottom] = [x - 0.05, x + 0.05, y - 0.03, y + 0.03];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
};

t.test('a place is named by the third of the picture in which its middle lies', async (t) => {
  const thirds = [0.1, 0.5, 0.9];
  t.same(
    thirds.map((y) => thirds.map((x) => placeInPicture(at(x, y)))),
    [
      ['upperLeft', 'top', 'upperRight'],
      ['left', 'middle', 'right'],
      ['lowerLeft', 'bottom', 'lowerRight'],
    ],
  );
});

t.test('the very edge has a name too', async (t) => {
  t.equal(placeInPicture(at(1, 1)), 'lowerRight');
  t.equal(placeInPicture(at(0, 0)), 'upperLeft');
});
