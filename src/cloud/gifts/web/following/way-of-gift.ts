/**
 * A gift's way as steps: what happened, in order of time, and what is still waited for. Purely from what the cloud
 * tells; the recipient's answer stands with the time they took, where the cloud's news only says that it came.
 */
import type { Text } from '../../../../domain/text.ts';
import type { IconName } from '../../../../look/icons.ts';
import type { GiftView } from '../../../../wire/rest-gifts.ts';
import { attitudeTexts } from '../texts/reaction-texts.ts';
import { wayTexts as texts } from '../texts/stage-texts.ts';

export interface WayStep {
  readonly key: string;
  readonly kind: 'done' | 'wanting' | 'bad';
  readonly icon: IconName;
  readonly text: Text;
  /** What fills the blanks of the text. */
  readonly blanks?: { readonly amountMinor?: number; readonly seconds?: string };
  readonly atMs?: number;
}

type News = GiftView['news'][number];

/** How news are drawn; what is not here is told by its text with a plain mark. */
const newsLook: Readonly<Record<string, Pick<WayStep, 'kind' | 'icon'>>> = {
  giftPaid: { kind: 'done', icon: 'wallet' },
  giftRefunded: { kind: 'done', icon: 'wallet' },
  giftRefundFailed: { kind: 'bad', icon: 'warning' },
  giftEnded: { kind: 'bad', icon: 'info' },
  giftReturned: { kind: 'bad', icon: 'refresh' },
};
const answerNews = ['giftAccepted', 'giftDeclined'];

export function wayOfGift(gift: GiftView): readonly WayStep[] {
  const told = gift.news
    .filter(({ kind }) => !answerNews.includes(kind))
    .map((news) => ({ ...step(news, gift), atMs: news.atMs }));
  const happened = [...told, ...answerSteps(gift)].sort((a, b) => a.atMs - b.atMs);
  return [
    { key: 'created', kind: 'done', icon: 'gift', text: texts.created, atMs: gift.createdAtMs },
    ...happened,
    ...wantingSteps(gift),
  ];
}

function step({ id, kind, text }: News, { money }: GiftView): WayStep {
  const look = newsLook[kind] ?? { kind: 'done', icon: 'info' };
  if (kind !== 'giftPaid') return { key: id, ...look, text };
  return { key: id, ...look, text: texts.paid, blanks: { amountMinor: money.paidMinor } };
}

function answerSteps({ answer }: GiftView): (WayStep & { atMs: number })[] {
  if (!answer) return [];
  const { kind, atMs, answeredAfterMs, reaction } = answer;
  const timed = answeredAfterMs !== null;
  const yes = kind === 'accepted';
  const text = yes
    ? texts[timed ? 'acceptedAfter' : 'accepted']
    : texts[timed ? 'declinedAfter' : 'declined'];
  return [
    {
      ...{ key: 'answer', kind: yes ? 'done' : 'bad', icon: yes ? 'check' : 'hand', text, atMs },
      ...(timed ? { blanks: { seconds: (answeredAfterMs / 1000).toFixed(1) } } : {}),
    },
    ...(reaction
      ? [{ key: 'reaction', kind: 'done', icon: 'heart', text: attitudeTexts[reaction.label], atMs } as const]
      : []),
  ];
}

function wantingSteps({ stage, money, confirmRefund }: GiftView): WayStep[] {
  const wanting = (key: string, icon: IconName, text: Text, amountMinor?: number): WayStep => ({
    ...{ key, kind: 'wanting', icon, text },
    ...(amountMinor === undefined ? {} : { blanks: { amountMinor } }),
  });
  return [
    ...(stage === 'awaitingPayment' ? [wanting('toPay', 'wallet', texts.toPay)] : []),
    ...(stage === 'waiting' ? [wanting('waiting', 'clock', texts.waiting)] : []),
    ...(stage === 'offered' ? [wanting('offered', 'people', texts.offered)] : []),
    ...(confirmRefund ? [wanting('confirm', 'wallet', texts.confirm)] : []),
    ...(money.returningMinor > 0
      ? [wanting('returning', 'refresh', texts.returning, money.returningMinor)]
      : []),
  ];
}
