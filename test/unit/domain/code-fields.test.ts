import t from 'tap';
import { fieldsProblem, readByFields } from '../../../src/domain/code-fields.ts';
import type { CodeField, CodePattern } from '../../../src/domain/code-pattern.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { validatePatterns } from '../../../src/domain/validate-patterns.ts';

const context = { currency: 'CNY', todayIso: '2026-11-22' } as const;
const fields = (patternId: string, ...named: CodeField[]): CodePattern => ({
  patternId,
  description: '',
  form: { form: 'fields', separator: ',', fields: named },
});

t.test('Fields are read in the order that the vendor writes them', async (t) => {
  const patterns = [
    fields('name-price-life', 'name', 'price', 'shelfLifeDays'),
    fields('name-life-price', 'name', 'shelfLifeDays', 'price'),
  ];
  t.strictSame(readGoodsCode({ text: '手撕面包,12.50,7' }, { ...context, patterns }), {
    name: '手撕面包',
    priceMinor: 1250,
    shelfLifeDays: 7,
    by: 'name-price-life',
  });
  t.strictSame(readGoodsCode({ text: 'Bread, 7, 12.50' }, { ...context, patterns }), {
    name: 'Bread',
    priceMinor: 1250,
    shelfLifeDays: 7,
    by: 'name-life-price',
  });
});

t.test('A field that may be empty says nothing, and one that is not asked for is skipped', async (t) => {
  const rule = { separator: '|', fields: ['ignored', 'article', 'lot', 'expiresOn'] as const };
  t.strictSame(readByFields('anything|6013||261130', rule, context), {
    articleNo: '6013',
    expiresOn: '2026-11-30',
  });
});

t.test(
  'A code fits only with as many fields, of the right form, and with one that finds goods',
  async (t) => {
    const rule = { separator: ',', fields: ['name', 'price'] as const };
    t.equal(readByFields('Bread', rule, context), undefined);
    t.equal(readByFields('Bread,1.00,7', rule, context), undefined);
    t.equal(readByFields('Bread,cheap', rule, context), undefined);
    t.equal(readByFields(',1.00', rule, context), undefined);
  },
);

t.test('A field with its form and an impossible value makes the code malformed', async (t) => {
  const rule = { separator: ',', fields: ['name', 'producedOn'] as const };
  t.throws(() => readByFields('Bread,20261131', rule, context), { code: 'CODE_MALFORMED' });
  t.throws(() => readByFields('Bread,0.001', { ...rule, fields: ['name', 'price'] }, context), {
    code: 'CODE_MALFORMED',
  });
});

t.test('What is wrong with a rule of fields is said before it is published', async (t) => {
  t.match(fieldsProblem({ separator: '7', fields: ['name'] }), /separator/);
  t.match(fieldsProblem({ separator: ',', fields: ['name', 'name'] }), /twice/);
  t.match(fieldsProblem({ separator: ',', fields: ['price', 'lot'] }), /finds no product/);
  t.match(fieldsProblem({ separator: ',', fields: ['name', 'price', 'priceMinor'] }), /price twice/);
  t.strictSame(validatePatterns([fields('a', 'price')]), [
    'a: It names none of article, gtin and name, so it finds no product.',
  ]);
  t.strictSame(validatePatterns([fields('a', 'name', 'price', 'ignored', 'ignored')]), []);
});
