import t from 'tap';
import { judge, type OverviewFacts } from '../../../../../src/cloud/web/overview/judge.ts';
import {
  fixtureAlarms,
  fixtureKiosks,
  fixtureNowMs,
  fixtureOrders,
  fixtureOverview,
} from '../../../../support/console-fixture.ts';

const orders = fixtureOrders();
const alarms = fixtureAlarms.filter((alarm) => alarm.clearedAtMs === null);
const troubled: OverviewFacts = {
  overview: fixtureOverview(orders, alarms),
  kiosks: fixtureKiosks,
  alarms,
  openOrders: orders.filter((order) => order.state === 'paymentInExecution'),
  nowMs: fixtureNowMs,
};
const calm: OverviewFacts = {
  ...troubled,
  overview: { ...troubled.overview, open: { alarms: 0, orders: 0, refunds: 0, payments: 0, poison: 0 } },
  kiosks: fixtureKiosks.filter((kiosk) => kiosk.selling || kiosk.presence === 'neverSeen'),
  alarms: [],
  openOrders: [],
};

t.test('the sentence names what is wrong, worst first', async (t) => {
  const { tone, sentence } = judge(troubled);
  t.equal(tone, 'bad');
  t.equal(
    sentence.en,
    'Of 9 machines 1 is not selling and 1 is offline, 1 payment not closed for more than 5 minutes, 1 record set aside.',
  );
});

t.test('a machine that was never set up is nobody lost, an ordinary sale is nothing stuck', async (t) => {
  t.equal(judge(calm).tone, 'good');
  const selling = {
    ...calm,
    openOrders: troubled.openOrders,
    nowMs: (troubled.openOrders[0]?.times.updatedAtMs ?? 0) + 1000,
  };
  t.equal(judge(selling).tone, 'good');
});

t.test('one machine of many is named by what it is', async (t) => {
  const only = (id: string) => judge({ ...calm, kiosks: fixtureKiosks.filter((kiosk) => kiosk.id === id) });
  t.equal(only('ks-103').sentence.en, '1 of 9 machines is not selling.');
  t.equal(only('ks-104').sentence.zh, '9 台机器中有 1 台离线。');
});

t.test('open alarms alone are a warning, critical ones more', async (t) => {
  const open = { ...calm.overview.open, alarms: 1 };
  const warning = { ...calm, overview: { ...calm.overview, open }, alarms: alarms.slice(0, 1) };
  t.equal(judge(warning).tone, 'warning');
  const critical = alarms.filter((alarm) => alarm.severity === 'critical').slice(0, 1);
  t.equal(judge({ ...warning, alarms: critical }).tone, 'bad');
});
