import t from 'tap';
import { csvText } from '../../../src/domain/csv-text.ts';

t.test('a file begins with its mark and ends every row with CR LF', async (t) => {
  t.equal(
    csvText([
      ['a', 1],
      ['b', -2.5],
    ]),
    '\uFEFFa,1\r\nb,-2.5\r\n',
  );
  t.equal(csvText([]), '\uFEFF');
});

t.test('what a spreadsheet would run is disarmed, numbers stay numbers', async (t) => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', ' =', '\n=']) {
    const cell = csvText([[`${start}1`]]).slice(1);
    t.ok(/^"?'/.test(cell), JSON.stringify(cell));
  }
  t.equal(csvText([[-3]]), '\uFEFF-3\r\n');
  t.equal(csvText([['a=1']]), '\uFEFFa=1\r\n', 'only where it stands first');
});

t.test('separators, quotes and line breaks are quoted', async (t) => {
  t.equal(
    csvText([['a,b', 'say "x"', 'two\nlines', 'semi;colon']]),
    '\uFEFF"a,b","say ""x""","two\nlines","semi;colon"\r\n',
  );
});

t.test('a long number of a platform stays a text', async (t) => {
  t.equal(csvText([['2026112222001400001234567890']]), "\uFEFF'2026112222001400001234567890\r\n");
  t.equal(csvText([['12345678901', 123456789012]]), '\uFEFF12345678901,123456789012\r\n');
});
