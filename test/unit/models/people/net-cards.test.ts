import t from 'tap';
import { netCards, netNames } from '../../../../models/people/net-cards.ts';
import { problemOf } from '../../../../scripts/net-file-check.ts';

t.test(
  'every net has a card with source, licence, limits and figures, and its files are the ones described',
  async (t) => {
    for (const name of netNames) {
      const card = netCards[name];
      for (const text of [card.source, card.licence, card.input, card.output, card.measured])
        t.ok(text.length > 5, `${name}: ${text}`);
      t.ok(card.limits.length > 0, name);
      for (const file of card.files) t.equal(problemOf(card.package, file), undefined, file.path);
    }
  },
);

t.test('a file with another sum, and one that is missing, are told plainly', async (t) => {
  const { package: name, files } = netCards.mesh;
  const path = files[1]?.path ?? '';
  t.match(problemOf(name, { path, sha256: '0'.repeat(64) }), /has the sum 3826da64.*its card says 0000/);
  t.match(problemOf(name, { path: 'models/none.bin', sha256: '0'.repeat(64) }), /ENOENT/);
});
