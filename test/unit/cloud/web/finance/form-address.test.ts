/** Every number of a form leads to the payments behind it, by what the address says. */
import t from 'tap';
import { chartOf } from '../../../../../src/cloud/web/finance/chart-series.ts';
import {
  formAddress,
  readFormAddress,
  rowAddress,
} from '../../../../../src/cloud/web/finance/form-address.ts';
import { nameOfPeriod, periodOfName } from '../../../../../src/cloud/web/finance/form-period.ts';
import { nextStatements } from '../../../../../src/cloud/web/finance/next-statement.ts';
import type { FormRow } from '../../../../../src/wire/rest-forms.ts';

const today = '2026-11-22';
const address = (text: string) => readFormAddress(new URLSearchParams(text), today);

function row(...keys: string[]): FormRow {
  const amounts = { orders: 1, payments: 1, refunds: 0, pieces: 1, regularMinor: 9, promotionMinor: 0 };
  const more = { couponMinor: 0, pointsMinor: 0, actualMinor: 9, refundedMinor: 0, netMinor: 9 };
  return { keys, names: keys.map(() => null), ...amounts, ...more };
}

const leadsTo = (text: string, ...keys: string[]) =>
  Object.fromEntries(new URL(rowAddress(address(text), row(...keys)) ?? '', 'http://c').searchParams);

t.test('an address says form, groups, days and filters, and nonsense is the usual', async (t) => {
  t.match(address(''), {
    form: 'site',
    by: ['site'],
    period: { from: '2026-11-01', to: today },
    filters: {},
  });
  t.match(address('form=nonsense&by=nothing&from=x&to=y'), { form: 'site', by: ['site'] });
  t.match(address('form=channel&by=day,channel&channel=cash'), {
    ...{ form: 'channel', by: ['day', 'channel'], filters: { channel: 'cash' } },
  });
  const again = formAddress(address('form=channel&by=day,channel&hour=9'));
  t.match(again, /form=channel&by=day%2Cchannel&from=2026-11-01&to=2026-11-22&hour=9/);
});

t.test('a row narrows to what it stands for', async (t) => {
  const days = { from: '2026-11-01', to: today };
  t.same(leadsTo('by=site', 'site:mall'), { ...days, sites: 'mall' });
  t.same(leadsTo('by=site', 'machine:k1'), { ...days, machine: 'k1' });
  t.same(leadsTo('by=channel,day', 'alipay', '2026-11-03'), {
    ...{ from: '2026-11-03', to: '2026-11-03', channel: 'alipay' },
  });
  t.same(leadsTo('by=month&from=2026-09-15&to=2026-11-22', '2026-09'), {
    ...{ from: '2026-09-15', to: '2026-09-30' },
  });
  t.same(leadsTo('by=product', ''), { ...days, product: '-' });
  t.same(leadsTo('by=hour', '08'), { ...days, hour: '8' });
  t.equal(rowAddress(address('by=lot'), row('')), undefined, 'all the others have no payments of their own');
});

t.test('periods have names', async (t) => {
  const month = periodOfName('lastMonth', today, { from: today, to: today });
  t.same(month, { from: '2026-10-01', to: '2026-10-31' });
  t.equal(nameOfPeriod(month, today), 'lastMonth');
  t.equal(nameOfPeriod({ from: '2026-10-02', to: '2026-10-31' }, today), 'custom');
});

t.test('columns stand on one another, and what went back on balance is drawn as nothing', async (t) => {
  const of = (keys: string[], netMinor: number) => ({ ...row(...keys), netMinor });
  const chart = chartOf(
    [of(['alipay', '2026-11-21'], 300), of(['cash', '2026-11-21'], 100), of(['cash', '2026-11-22'], -50)],
    { from: '2026-11-20', to: today },
  );
  t.same(
    chart.channels.map(({ channel }) => channel),
    ['alipay', 'cash'],
  );
  t.equal(chart.highestMinor, 400);
  t.same(
    chart.days.map(({ minor }) => minor),
    [0, 400, -50],
  );
  t.same(
    chart.days[1]?.parts.map(({ from, height }) => [from, height]),
    [
      [0, 0.75],
      [0.75, 0.25],
    ],
  );
  t.same(
    chart.days[2]?.parts.map(({ height }) => height),
    [0, 0],
  );
});

t.test('the next statement is of the day after the latest that was taken', async (t) => {
  const file = (channel: string, day: string, state: 'imported' | 'refused') => ({ channel, day, state });
  const files = [
    file('wechat', '2026-11-21', 'refused'),
    file('wechat', '2026-11-20', 'imported'),
    file('alipay', '2026-11-21', 'imported'),
  ];
  t.same(nextStatements(files), [
    { channel: 'alipay', day: '2026-11-22', at: '2026-11-23 09:30' },
    { channel: 'wechat', day: '2026-11-21', at: '2026-11-22 10:30' },
  ]);
});
