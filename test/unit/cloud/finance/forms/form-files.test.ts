/** Files of forms: a workbook that holds its sums, CSV that no spreadsheet runs, and tickets that end. */
import { strFromU8, unzipSync } from 'fflate';
import t from 'tap';
import { formCsv } from '../../../../../src/cloud/finance/forms/form-csv.ts';
import type { FormSheet } from '../../../../../src/cloud/finance/forms/form-sheet.ts';
import { formTickets } from '../../../../../src/cloud/finance/forms/form-tickets.ts';
import { formWorkbook } from '../../../../../src/cloud/finance/forms/form-workbook.ts';

const sheet: FormSheet = {
  ...{ kind: 'site', name: '场所报表', currency: 'CNY', cut: false },
  columns: [
    { name: '场所', kind: 'text' },
    { name: '编号', kind: 'text' },
    { name: '订单数', kind: 'count' },
    { name: '净额', kind: 'amount' },
  ],
  rows: [
    ['=HYPERLINK("http://x")', '202611220000000001', 2, 123_456],
    ['滨江, 广场', 'k1', 1, -750],
  ],
  totals: ['合计', '', 3, 122_706],
};

const xml = (files: Record<string, Uint8Array>, name: string) => strFromU8(files[name] ?? new Uint8Array());

t.test(
  'a workbook has texts for ids, numbers with two decimals, and totals as formula with value',
  async (t) => {
    const bytes = await formWorkbook([sheet, { ...sheet, kind: 'channel', name: '渠道报表' }], '街角便利');
    const files = unzipSync(bytes);
    t.match(xml(files, 'xl/workbook.xml'), /name="场所报表"[\s\S]*name="渠道报表"/);
    const first = xml(files, 'xl/worksheets/sheet1.xml');
    t.match(first, /<c r="D3"[^>]*><v>1234\.56<\/v>/);
    t.match(first, /<c r="D4"[^>]*><v>-7\.5<\/v>/);
    t.match(first, /<c r="D5"[^>]*><f>SUM\(D3:D4\)<\/f><v>1227\.06<\/v>/);
    t.match(first, /<c r="C5"[^>]*><f>SUM\(C3:C4\)<\/f><v>3<\/v>/);
    t.match(first, /<c r="B3"[^>]*t="s"/, 'a number of eighteen digits is a text');
    t.match(first, /<c r="A3"[^>]*t="s"/, 'what looks like a formula is a text');
    t.match(xml(files, 'xl/sharedStrings.xml'), /202611220000000001/);
    t.match(xml(files, 'xl/styles.xml'), /0\.00/);
  },
);

t.test('a printed sheet is as wide as its page and repeats the names of its columns', async (t) => {
  const files = unzipSync(await formWorkbook([{ ...sheet, name: "Kim's <sites>" }], ''));
  const first = xml(files, 'xl/worksheets/sheet1.xml');
  t.match(first, /<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/);
  t.match(first, /<pageSetup fitToWidth="1" fitToHeight="0"[^>]*orientation="landscape"/);
  t.match(xml(files, 'xl/workbook.xml'), "localSheetId=\"0\">'Kim''s &lt;sites&gt;'!$1:$2</definedName>");
});

t.test('a form that was cut, or has no rows, states its totals as numbers', async (t) => {
  for (const change of [{ cut: true }, { rows: [] }]) {
    const files = unzipSync(await formWorkbook([{ ...sheet, ...change }], ''));
    t.notMatch(xml(files, 'xl/worksheets/sheet1.xml'), /<f>/);
    t.match(xml(files, 'xl/worksheets/sheet1.xml'), /<v>1227\.06<\/v>/);
  }
});

t.test('CSV keeps negative amounts and disarms what a spreadsheet would run', async (t) => {
  t.same(formCsv(sheet).split('\r\n'), [
    '\uFEFF场所,编号,订单数,净额',
    `"'=HYPERLINK(""http://x"")",'202611220000000001,2,1234.56`,
    '"滨江, 广场",k1,1,-7.50',
    '合计,,3,1227.06',
    '',
  ]);
  t.match(formCsv({ ...sheet, currency: 'JPY' }), /,123456\r\n/, 'a currency without decimals has none');
});

t.test('a ticket holds for its file and its time', async (t) => {
  const tickets = formTickets(new Uint8Array(32));
  const ticket = {
    ...{ merchantId: 'shop', forms: ['site' as const], from: '2026-11-01', to: '2026-11-30' },
    ...{ by: ['site' as const, 'day' as const], format: 'csv' as const, language: 'zh' as const },
    expiresAtMs: 1000,
  };
  const text = tickets.sign(ticket);
  t.same(tickets.read(text, 999), ticket);
  t.equal(tickets.read(text, 1000), undefined);
  for (const forged of ['', '.', 'a.b', `${text}.x`, `x${text}`, text.slice(0, -1), 'x'.repeat(9000)]) {
    t.equal(tickets.read(forged, 0), undefined, forged.slice(0, 20));
  }
});
