import sharp from 'sharp';
import t from 'tap';
import { demoCatalogue } from '../../../src/demo/catalogue/demo-catalogue.ts';
import { isPictureName, pictureNames, pictureSvg } from '../../../src/look/pictures.ts';

t.test('there are at least 48 pictures, no two the same', async (t) => {
  t.ok(pictureNames.length >= 48, `${pictureNames.length} pictures`);
  t.equal(new Set(pictureNames).size, pictureNames.length, 'every name is there once');
  t.equal(new Set(pictureNames.map((name) => pictureSvg(name))).size, pictureNames.length);
});

t.test('every picture is a square that a renderer can draw', async (t) => {
  for (const name of pictureNames) {
    const svg = pictureSvg(name);
    t.notMatch(svg, /NaN|undefined/, name);
    const { width, height } = await sharp(Buffer.from(svg)).metadata();
    t.strictSame([width, height], [200, 200], name);
  }
});

t.test('the ids inside a picture carry its name, so that many can stand on one page', async (t) => {
  for (const name of pictureNames) {
    for (const [, id] of pictureSvg(name).matchAll(/ id="([^"]+)"/g))
      t.ok(id?.startsWith(`${name}-`), `${id}`);
  }
});

t.test('a name without a drawing is a parcel', async (t) => {
  t.equal(pictureSvg('no-such-thing'), pictureSvg('parcel'));
  t.equal(pictureSvg('constructor'), pictureSvg('parcel'));
  t.notOk(isPictureName('toString'));
});

t.test('every product of the demo shop has a picture of its own', async (t) => {
  const missing = (demoCatalogue('k').products ?? []).filter((product) => !isPictureName(product.picture));
  t.strictSame(
    missing.map((product) => product.picture),
    [],
  );
});
