/** The payments behind a form as a file: all of them, or the newest with the total of all. */
import t from 'tap';
import { formCsv } from '../../../../../src/cloud/finance/forms/form-csv.ts';
import { areMorePayments } from '../../../../../src/cloud/finance/forms/form-payments.ts';
import { paymentsSheet } from '../../../../../src/cloud/finance/forms/payments-sheet.ts';
import { bookMarked } from '../../../../../src/cloud/finance/forms/takings-follower.ts';
import { silentLog } from '../../../../../src/platform/log.ts';
import { addMachineRow } from '../../../../support/cloud-database.ts';
import { keepOrder, keepRefund, orderOf } from '../../../../support/made-orders.ts';
import { openMemoryDatabase } from '../../../../support/memory-database.ts';

t.test('payments come newest first, cut to the newest, with the total of all', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 1300, promotion: 0, coupon: 1, points: 0 };
  const made = { lines: [line], weights: [0, 1], isPaid: true, isClosed: true, backTenths: 5 };
  for (const [n, orderId] of ['=cmd()', 'ord_2', 'ord_3'].entries()) {
    const order = orderOf(orderId, { ...made, minutes: n });
    await keepOrder(db, 'k1', order);
    if (n === 0) await keepRefund(db, order, { ...made, minutes: n });
  }
  await bookMarked(db, silentLog);
  const asked = {
    ...{ merchantId: 'shop', currency: 'CNY' as const, from: '2026-11-01', to: '2026-11-30' },
    ...{ forms: ['payments' as const], language: 'en' as const, timeZone: 'Asia/Shanghai' },
  };
  const whole = await paymentsSheet(db, asked);
  t.notOk(whole.cut);
  t.same(
    whole.rows.map((row) => [row[2], row[3], ...row.slice(-6)]),
    [
      ['Refund', '=cmd()', 0, 0, 0, 0, 0, 600],
      ['Payment', 'ord_3', 1300, 0, 100, 0, 1200, 0],
      ['Payment', 'ord_2', 1300, 0, 100, 0, 1200, 0],
      ['Payment', '=cmd()', 1300, 0, 100, 0, 1200, 0],
    ],
  );
  t.same(whole.rows[1]?.slice(0, 2), ['2026-11-20 12:02:00', '2026-11-20']);
  t.same(whole.totals.slice(-6), [3900, 0, 300, 0, 3600, 600]);
  t.equal(whole.columns.length, whole.totals.length);
  t.match(formCsv(whole), ",'=cmd(),", 'no cell is run by a spreadsheet');
  t.match(formCsv(whole), ',13.00,0.00,1.00,0.00,12.00,0.00\r\n');
  const cut = await paymentsSheet(db, asked, 2);
  t.same([cut.cut, cut.rows, cut.totals], [true, whole.rows.slice(0, 2), whole.totals]);
  t.same(
    [await areMorePayments(db, asked, 3), await areMorePayments(db, asked, 4)],
    [true, false],
    'it is known before the file is made',
  );
  const tea = await paymentsSheet(db, { ...asked, product: 'product-2' });
  t.same([tea.rows, tea.totals.slice(-6)], [[], [0, 0, 0, 0, 0, 0]]);
});
