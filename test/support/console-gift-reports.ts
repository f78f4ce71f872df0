/** Gifts that were reported, as the console's stub knows them: with a conversation, of a giver who is gone, dealt with. */
import type { GiftReport } from '../../src/wire/rest-gift-reports.ts';
import { fixtureNowMs } from './console-fixture.ts';

const hourMs = 3_600_000;
const before = (hours: number) => fixtureNowMs - hours * hourMs;

function report(id: string, hoursAgo: number, given: Partial<GiftReport>): GiftReport {
  return {
    ...{ id, reason: '', reportedAtMs: before(hoursAgo), words: '', messages: [], giver: null },
    ...{ amountMinor: 1400, currency: 'CNY', returnable: false, decided: null },
    ...given,
  };
}

export const fixtureGiftReports: readonly GiftReport[] = [
  report('gft_reported_1', 50, {
    ...{ reason: 'harassment', words: '又见面了，猜猜我是谁？' },
    messages: [
      { from: 'recipient', text: '请问您是哪位？', atMs: before(51) },
      { from: 'giver', text: '你常在三楼，我看见你了。', atMs: before(50.5) },
    ],
    giver: {
      ...{ name: '阿强', phoneMasked: '139****2213', blockedBy: ['138****8002', '137****0415'] },
      ...{ reports: 2, barred: true },
    },
  }),
  report('gft_reported_2', 3, {
    words: '加班辛苦了，喝杯热的再走。',
    giver: { name: '', phoneMasked: '136****7741', blockedBy: [], reports: 1, barred: false },
    returnable: true,
  }),
  report('gft_reported_3', 30, {
    reason: 'other',
    giver: { name: '小李', phoneMasked: '138****8000', blockedBy: [], reports: 1, barred: false },
    decided: { decision: 'dismissed', by: '林经理', atMs: before(2) },
  }),
];
