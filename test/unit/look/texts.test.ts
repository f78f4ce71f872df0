import t from 'tap';
import type { Text } from '../../../src/domain/text.ts';
import { say } from '../../../src/look/say.ts';
import * as screenTexts from '../../../src/look/screen-texts.ts';
import { categoryName, platformName, tenderNames } from '../../../src/look/shared-texts.ts';

const groups = { ...screenTexts, tenderNames } as Readonly<Record<string, Readonly<Record<string, Text>>>>;
const blanksOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

for (const [group, texts] of Object.entries(groups)) {
  t.test(`${group} says everything in both languages with the same blanks`, async (t) => {
    for (const [name, text] of Object.entries(texts)) {
      t.ok(text.zh.trim() && text.en.trim(), name);
      t.strictSame(blanksOf(text.zh), blanksOf(text.en), `blanks of ${name}`);
    }
  });

  t.test(`${group} has no English words in Chinese`, async (t) => {
    const other = ['otherLanguage', 'otherLanguageLabel'];
    for (const [name, text] of Object.entries(texts)) {
      if (!other.includes(name)) t.notMatch(text.zh.replace(/\{\w+\}/g, ''), /[a-z]{2,}/i, name);
    }
  });
}

t.test('a blank without a value stays visible', async (t) => {
  t.equal(say({ zh: '{a} 和 {b}', en: '{a} and {b}' }, 'en', { a: 1 }), '1 and {b}');
});

t.test('a platform or category we have no name for is shown as it is written', async (t) => {
  t.equal(platformName('alipay').zh, '支付宝');
  t.strictSame(platformName('stored-value'), { zh: '储值卡', en: 'Stored value' });
  t.strictSame(platformName('newpay'), { zh: 'newpay', en: 'newpay' });
  t.equal(categoryName('drinks').en, 'Drinks');
  t.equal(categoryName('文具').zh, '文具');
  for (const id of ['constructor', '__proto__', 'toString']) {
    t.strictSame(platformName(id), { zh: id, en: id });
    t.strictSame(categoryName(id), { zh: id, en: id });
  }
});
