/** The books as the console's pages are shown them: two weeks of takings by channel, site and day, and sendings. */
import type { Answer } from '../../src/wire/rest.ts';
import type {
  FormAmounts,
  FormGroup,
  FormPayment,
  FormRow,
  FormSchedule,
  FormSending,
} from '../../src/wire/rest-forms.ts';
import { fixtureNowMs } from './console-fixture.ts';

const dayMs = 86_400_000;
const dayOf = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);

const channels = ['alipay', 'wechat', 'unionpay', 'cash', 'stored-value'] as const;
const sites = [
  ['site:riverside', { zh: '滨江广场', en: 'Riverside Plaza' }],
  ['machine:ks-101', { zh: '地铁南站 A 口', en: 'Metro South, exit A' }],
  ['machine:ks-102', { zh: '图书馆大厅', en: 'Library hall' }],
] as const;

interface Cell {
  readonly keys: Readonly<Partial<Record<FormGroup, string>>>;
  readonly amounts: FormAmounts;
}

function amountsOf(orders: number, averageMinor: number): FormAmounts {
  const regularMinor = orders * averageMinor;
  const [promotionMinor, couponMinor, pointsMinor] = [9, 25, 60].map((part) =>
    Math.floor(regularMinor / part),
  );
  const corrections = { promotionMinor, couponMinor, pointsMinor } as Record<string, number>;
  const actualMinor = regularMinor - Object.values(corrections).reduce((sum, minor) => sum + minor, 0);
  const refunds = orders % 7 === 0 ? 1 : 0;
  const refundedMinor = refunds * 750;
  return {
    ...{ orders, payments: orders, refunds, pieces: orders * 2, regularMinor, actualMinor, refundedMinor },
    ...(corrections as Pick<FormAmounts, 'promotionMinor' | 'couponMinor' | 'pointsMinor'>),
    netMinor: actualMinor - refundedMinor,
  };
}

const cells: readonly Cell[] = Array.from({ length: 14 }, (_, back) =>
  dayOf(fixtureNowMs - back * dayMs),
).flatMap((day, at) =>
  channels.flatMap((channel, n) =>
    sites.map(([site], place) => ({
      keys: {
        ...{ day, month: day.slice(0, 7), channel, site },
        ...{ hour: String(8 + ((at + n) % 12)).padStart(2, '0'), lot: place === 0 ? 'riverside-b1' : '' },
        ...{ machine: place === 0 ? '' : site.slice(8), product: ['cola', 'parking', ''][place] ?? '' },
      },
      amounts: amountsOf(((at * 5 + n * 3 + place * 7) % 23) + 12 - n * 2, 1250 + n * 330),
    })),
  ),
);

function sumOf(found: readonly Cell[]): FormAmounts {
  const names = Object.keys(amountsOf(1, 1)) as (keyof FormAmounts)[];
  return Object.fromEntries(
    names.map((name) => [name, found.reduce((sum, { amounts }) => sum + amounts[name], 0)]),
  ) as FormAmounts;
}

/** Sums the cells as the cloud would. */
export function fixtureForm(by: readonly FormGroup[], from: string, to: string): Answer<'readForm'> {
  const found = cells.filter(({ keys: { day = '' } }) => day >= from && day <= to);
  const groups = new Map<string, Cell[]>();
  for (const cell of found) {
    const key = JSON.stringify(by.map((group) => cell.keys[group] ?? ''));
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const names = new Map<string, FormRow['names'][number]>(sites);
  const rows = [...groups].map(([key, group]) => {
    const keys = JSON.parse(key) as string[];
    return { keys, names: keys.map((one) => names.get(one) ?? null), ...sumOf(group) };
  });
  const inOrder = by[0] === 'day' || by[0] === 'month' || by[0] === 'hour';
  rows.sort((one, other) =>
    inOrder ? ((one.keys[0] ?? '') < (other.keys[0] ?? '') ? -1 : 1) : other.netMinor - one.netMinor,
  );
  return { currency: 'CNY', rows, total: sumOf(found), cut: false, waiting: 0, uncounted: 0 };
}

export const emptyForm: Answer<'readForm'> = {
  ...{ currency: 'CNY', rows: [], total: sumOf([]), cut: false, waiting: 0, uncounted: 0 },
};

export const fixtureFormPayments: readonly FormPayment[] = Array.from({ length: 12 }, (_, n) => {
  const atMs = fixtureNowMs - n * 1_900_000;
  const isRefund = n === 3;
  const { regularMinor, promotionMinor, couponMinor, pointsMinor, actualMinor } = amountsOf(
    1,
    1800 + n * 170,
  );
  const nothing = { regularMinor: 0, promotionMinor: 0, couponMinor: 0, pointsMinor: 0, actualMinor: 0 };
  return {
    kind: isRefund ? 'refund' : 'payment',
    orderId: n === 5 ? 'G-20260828-771' : `ord_01J6CDEFGH${String(n).padStart(2, '0')}KMNPQRSTVWXYZ012`,
    ref: `chg_${n}`,
    place:
      n === 5
        ? { kind: 'lot', id: 'riverside-b1', name: { zh: '滨江地下车库', en: 'Riverside garage' } }
        : { kind: 'machine', id: 'ks-101', name: { zh: '地铁南站 A 口', en: 'Metro South, exit A' } },
    channel: channels[n % channels.length] ?? 'alipay',
    ...{ atMs, day: dayOf(atMs), hour: 9 },
    ...(isRefund ? nothing : { regularMinor, promotionMinor, couponMinor, pointsMinor, actualMinor }),
    refundedMinor: isRefund ? 750 : 0,
  };
});

export const fixtureFormSites: Answer<'listFormSites'>['items'] = [
  {
    ...{ id: 'riverside', name: { zh: '滨江广场', en: 'Riverside Plaza' } },
    machines: [{ id: 'ks-103', name: { zh: '大学图书馆', en: 'University library' } }],
    lots: [{ id: 'riverside-b1', name: { zh: '滨江地下车库', en: 'Riverside garage' } }],
  },
];

const schedule: FormSchedule = {
  ...{ id: 'fs_property', recipientKind: 'propertyGroup', recipient: '滨江物业集团', language: 'zh' },
  ...{ emails: ['books@riverside.example', 'audit@riverside.example'], sites: ['riverside'] },
  ...{ forms: ['site', 'channel', 'regular', 'difference'], formats: ['xlsx', 'csv'] },
  ...{ every: 'month', hour: 8, active: true },
};

export const fixtureSchedules: Answer<'listFormSchedules'>['items'] = [
  { ...schedule, nextAtMs: fixtureNowMs + 4 * dayMs },
  {
    ...{ ...schedule, id: 'fs_operator', recipientKind: 'operator', recipient: 'Metro Vending Ops' },
    ...{ emails: ['ops@metro.example'], every: 'day', sites: null, formats: ['xlsx'], active: false },
    nextAtMs: null,
  },
];

function sending(n: number, change: Partial<FormSending>): FormSending {
  const day = dayOf(fixtureNowMs - (n + 1) * dayMs);
  return {
    ...{ id: `fs_property~${day}`, scheduleId: 'fs_property', recipient: '滨江物业集团', from: day, to: day },
    ...{ emails: schedule.emails, state: 'sent', tries: 1, nextAtMs: null, told: '250 OK: queued as 4F1' },
    ...{ createdAtMs: fixtureNowMs - n * dayMs, sentAtMs: fixtureNowMs - n * dayMs, messageId: `<${n}@k>` },
    files: [{ name: `demo-forms-${day}.xlsx`, bytes: 18_204, sha256: 'a'.repeat(64) }],
    ...change,
  };
}

export const fixtureSendings: readonly FormSending[] = [
  sending(0, { state: 'unclear', sentAtMs: null, told: 'Timeout' }),
  sending(1, {}),
  sending(2, { state: 'givenUp', sentAtMs: null, told: '550 5.1.1 no such mailbox', files: [] }),
  sending(3, {}),
];

export const fixtureOpenDifferences: Answer<'readOpenDifferences'> = {
  currency: 'CNY',
  ages: [
    { age: 'day', count: 3, moreMinor: 1250, lessMinor: -760 },
    { age: 'threeDays', count: 1, moreMinor: 0, lessMinor: -2580 },
    { age: 'week', count: 0, moreMinor: 0, lessMinor: 0 },
    { age: 'older', count: 1, moreMinor: 9900, lessMinor: 0 },
  ],
};

export const fixtureDifferenceRows: Answer<'readDifferenceForm'>['rows'] = [
  {
    ...{ channel: 'alipay', category: 'missingInOurs', open: 1, closed: 4 },
    ...{ openDeltaMinor: 9900, closedDeltaMinor: 12_400 },
  },
  {
    ...{ channel: 'wechat', category: 'amountMismatch', open: 3, closed: 0 },
    ...{ openDeltaMinor: -3340, closedDeltaMinor: 0 },
  },
];
