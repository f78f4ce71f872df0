import t from 'tap';
import { columnsOf, table } from '../../../src/technician/plain-table.ts';

t.test('Chinese characters take two columns', async (t) => {
  t.equal(columnsOf('cola'), 4);
  t.equal(columnsOf('可乐 330'), 8);
  t.equal(columnsOf('￥3.00'), 6);
});

t.test('cells stand below each other, numbers at the right, without blanks at the end', async (t) => {
  const rows = [
    ['可乐', '￥3.00', ''],
    ['Milk 250 ml', '￥14.50', 'x'],
  ];
  t.equal(table(rows, [1]), '可乐          ￥3.00\nMilk 250 ml  ￥14.50  x');
});
