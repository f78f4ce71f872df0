/** Code rules over the API: edited as one list, refused where they are wrong, tried, published, audited. */
import t from 'tap';
import type { CodePattern } from '../../../../src/domain/code-pattern.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';

const byFields = (patternId: string, ...fields: ('name' | 'price' | 'lot' | 'article')[]): CodePattern => ({
  patternId,
  description: '',
  form: { form: 'fields', separator: ',', fields },
});

t.test('code rules are edited, tried, published under a rising version, each merchant its own', async (t) => {
  const cloud = await openCloud(t);
  const owner = await addShop(cloud, 'm1', 'k1');
  const other = await addShop(cloud, 'm2', 'k2');
  const ask = (path: string, body?: unknown, method?: string, token = owner) =>
    cloud.ask(`/api/code-patterns${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
      ...(method ? { method } : {}),
    });
  const before = (await ask('')).body;
  t.match(before, { patterns: [], samples: [], published: { version: 1, patterns: [] } });

  const rules = [byFields('name-price', 'name', 'price')];
  const put = (revision: string, patterns: readonly CodePattern[]) => ask('', { revision, patterns }, 'PUT');
  const saved = await put(before.revision, rules);
  t.equal(saved.status, 200);
  t.match((await put(before.revision, [])).body, { code: 'EDITED_MEANWHILE' }, 'made on an older list');
  t.match((await ask('')).body, { patterns: [{ patternId: 'name-price' }] }, 'which changed nothing');
  const wrong = await put(saved.body.revision, [byFields('lot-only', 'lot')]);
  t.equal(wrong.status, 400);
  t.match(wrong.body.message, /lot-only: It names none of article, gtin and name/);
  t.equal((await put(saved.body.revision, [...rules, ...rules])).status, 400, 'an id twice');
  const slow = {
    patternId: 'slow',
    description: '',
    form: { form: 'expression', expression: '(?<name>(a+)+)' },
  };
  t.equal((await ask('', { revision: saved.body.revision, patterns: [slow] }, 'PUT')).status, 400);

  t.equal((await ask('/samples', { samples: ['Bread,2.50'] }, 'PUT')).status, 200);
  t.match((await ask('')).body, { samples: ['Bread,2.50'] });
  t.match((await ask('/try', { codes: ['Bread,2.50', 'nothing'] })).body.items, [
    {
      edited: { by: 'name-price', facts: { name: 'Bread', priceMinor: 250 } },
      published: { fault: 'CODE_UNKNOWN' },
    },
    { edited: { fault: 'CODE_UNKNOWN' }, published: { fault: 'CODE_UNKNOWN' } },
  ]);
  t.equal((await ask('/try', { codes: [] })).status, 400);

  t.match((await ask('/publish', {})).body, { version: 2, items: [{ kiosk: 'k1' }] });
  t.match((await ask('/publish', {})).body, { version: 3 });
  t.match((await ask('')).body, { published: { version: 3, patterns: [{ patternId: 'name-price' }] } });
  t.match((await ask('', undefined, 'GET', other)).body, { patterns: [], published: { version: 1 } });
});
