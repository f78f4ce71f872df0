/** Differences and statements as the console's pages are shown them: one of each kind of trouble, and a refused file. */
import { fittingActions } from '../../src/domain/difference.ts';
import type { Answer } from '../../src/wire/rest.ts';
import type { DayRunView, Difference, StatementFile } from '../../src/wire/rest-finance.ts';
import { fixtureNowMs } from './console-fixture.ts';

const dayMs = 86_400_000;
const day = '2026-08-27';

function side(amountMinor: number, state: string): NonNullable<Difference['ours']> {
  return { amountMinor, currency: 'CNY', state, atMs: fixtureNowMs - dayMs };
}

function difference(n: number, change: Partial<Difference>): Difference {
  return {
    ...{ id: `dif_${n}`, channel: 'alipay', day, category: 'missingInOurs', state: 'open', kind: 'payment' },
    ...{ orderNo: `chg_01J6CDEFGH${n}`, order: null, refund: null, kiosk: 'ks-101' },
    ...{ lot: null, stay: null },
    tradeNo: `20260827220014000000000${n}`,
    ...{ ours: null, channelSide: side(9900, 'paid'), deltaMinor: 9900, currency: 'CNY', owner: null },
    ...{ waitUntilMs: null, openedAtMs: fixtureNowMs - n * 2 * dayMs, closedAtMs: null },
    ...{ closedBy: null, closing: null },
    ...change,
  };
}

export const fixtureDifferences: readonly Difference[] = [
  difference(4, {}),
  difference(3, {
    ...{ channel: 'wechat', category: 'amountMismatch', ours: side(2580, 'paid') },
    ...{ channelSide: side(2500, 'paid'), deltaMinor: -80, owner: 'chen@corner.example' },
  }),
  difference(2, {
    ...{ category: 'missingInChannel', ours: side(760, 'paid'), channelSide: null },
    ...{ deltaMinor: -760, state: 'waiting', waitUntilMs: fixtureNowMs + 2 * dayMs },
  }),
  difference(1, {
    category: 'feeMismatch',
    ours: side(3, 'fee'),
    channelSide: side(2, 'fee'),
    deltaMinor: 0,
  }),
  difference(5, {
    ...{ channel: 'cash', category: 'paidTwice', lot: 'yard', stay: 'S-20260827-118', kiosk: null },
    ...{ ours: side(2000, 'alipay'), channelSide: side(2000, 'cash'), deltaMinor: 2000 },
    tradeNo: 'PAY-118-2',
  }),
];

export function fixtureDifference(id: string): Answer<'readDifference'> | undefined {
  const found = fixtureDifferences.find((one) => one.id === id);
  return (
    found && {
      ...found,
      fits: fittingActions(found),
      writeOffMinorMax: 10_000,
      history: [
        {
          ...{ n: 1, atMs: fixtureNowMs - dayMs, actor: 'chen@corner.example', action: 'assign' },
          ...{ note: '我来问平台', amountMinor: null },
        },
      ],
    }
  );
}

function file(n: number, change: Partial<StatementFile>): StatementFile {
  return {
    ...{ id: `stf_${n}`, channel: 'alipay', day, state: 'imported', account: '2088…0156', bytes: 48_213 },
    ...{ rows: 317, fault: null, line: null, column: null, reason: null, source: 'fetched' },
    ...{ actor: 'schedule', receivedAtMs: fixtureNowMs - n * 3_600_000 },
    ...change,
  };
}

export const fixtureStatements: readonly StatementFile[] = [
  file(1, {}),
  file(2, { channel: 'wechat', rows: 512 }),
  file(3, {
    ...{ channel: 'wechat', day: '2026-08-26', state: 'refused', rows: 0, source: 'uploaded', actor: 'lin' },
    ...{ fault: 'STATEMENT_TRUNCATED', line: 208, column: '订单金额' },
  }),
  file(30, { day: '2026-08-26', state: 'none', rows: 0 }),
];

export const fixtureRuns: readonly DayRunView[] = (['alipay', 'wechat'] as const).map((channel, n) => ({
  ...{ channel, day, run: n + 1, state: 'done' as const, startedAtMs: fixtureNowMs - 3_600_000 },
  ...{ endedAtMs: fixtureNowMs - 3_595_000, file: `stf_${n + 1}`, figures: { ours: 317 }, fault: null },
  actor: 'schedule',
}));
