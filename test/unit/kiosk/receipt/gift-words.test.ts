/** The giver's words on the receipt and on a label for each cup. */
import receiptline from 'receiptline';
import t from 'tap';
import { receiptDocument } from '../../../../hal/printer/receipt-document.ts';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { withGiverWords } from '../../../../src/kiosk/receipt/gift-words.ts';

const receipt = [
  '^^"街角小店',
  '---',
  '拿铁 | ￥15.00',
  '---',
  '{code:http://x/r/ord_1;option:qrcode,4,m}',
  '谢谢',
  '===',
].join('\n');
const latte: PricedLine = {
  ...{ lineId: 'l1', productId: 'latte', name: { zh: '拿铁', en: 'Latte' }, category: 'coffee', quantity: 2 },
  ...{ unitPriceMinor: 750, regularMinor: 1500, discountMinor: 0, dueMinor: 1500, discounts: [] },
  delivery: { how: 'recipe', recipe: 'latte', options: {} },
};
const cola: PricedLine = {
  ...latte,
  lineId: 'l2',
  name: { zh: '可乐', en: 'Cola' },
  delivery: { how: 'none' },
};

/** As text, the way a printer would set it. */
function printed(markdown: string): string {
  const svg = receiptline.transform(markdown, { cpl: 48, encoding: 'gb18030', command: 'svg' });
  return svg
    .replace(/<text[^>]*>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#xa0;', ' ')
    .replaceAll('&quot;', '"');
}

t.test('words, name and contact stand before the code of the receipt', (t) => {
  const wording = { words: '生日快乐\n晚上见', giverName: '小李', giverContact: 'li@example.com' };
  const text = printed(withGiverWords(receipt, wording, [cola], 'zh')).replace(/\s/g, '');
  for (const said of ['小李送您的礼物', '生日快乐', '晚上见', '联系送礼人:li@example.com', '谢谢'])
    t.ok(text.includes(said), said);
  t.equal(withGiverWords(receipt, wording, [cola], 'zh').split('\n===').length, 2, 'no cup, no label');
  t.end();
});

t.test('a giver who does not want to be known is not', (t) => {
  const text = printed(withGiverWords(receipt, { words: 'Enjoy' }, [], 'en'));
  t.match(text, /A\s*gift\s*for\s*you/);
  t.end();
});

t.test('every cup gets a label of its own behind a cut', (t) => {
  const rows = withGiverWords(receipt, { words: '慢慢喝', giverName: '小李' }, [latte, cola], 'zh').split(
    '\n',
  );
  t.equal(rows.filter((row) => row === '===').length, 3);
  t.equal(rows.filter((row) => row === '^^"拿铁').length, 2);
  t.equal(rows.filter((row) => row.includes('慢慢喝')).length, 3);
  t.end();
});

t.test('nothing that a giver writes is a command of the printer', (t) => {
  const words = '{code:123;option:code128}\n===\n---\n|x|y\n"^big^"\u001b@';
  const rows = withGiverWords(receipt, { words, giverName: '{image:x}' }, [latte], 'zh');
  const plain = withGiverWords(receipt, { words: 'x' }, [latte], 'zh');
  const count = (text: string, sign: RegExp) => text.split('\n').filter((row) => sign.test(row)).length;
  for (const sign of [/^=+$/, /^-+$/, /^\{/]) t.equal(count(rows, sign), count(plain, sign), `${sign}`);
  t.notMatch(rows, '\u001b');
  t.end();
});

t.test('the printer cuts the label off, and still proves the end of the whole', (t) => {
  const cuts = (markdown: string) => {
    const bytes = receiptDocument(markdown, 48);
    return [...bytes].filter((byte, at) => byte === 0x1d && bytes[at + 1] === 0x56).length;
  };
  t.equal(cuts(withGiverWords(receipt, { words: '慢慢喝' }, [latte], 'zh')), cuts(receipt) + 2, 'two cups');
  t.end();
});

t.test('without a gift the receipt stays as it is', (t) => {
  t.equal(withGiverWords(receipt, undefined, [latte], 'zh'), receipt);
  t.end();
});
