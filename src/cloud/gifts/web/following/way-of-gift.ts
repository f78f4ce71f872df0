/** A gift's way as steps: what was, what is, what is still waited for. Purely from what the cloud tells. */

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
  /** What fills the blanks of the text; amounts in minor units under their name. */
  readonly blanks?: { readonly amountMinor?: number; readonly seconds?: string };
  readonly atMs?: number;
}

type Step = (key: string, icon: IconName, text: Text, more?: Partial<WayStep>) => WayStep;
const done: Step = (key, icon, text, more = {}) => ({ key, kind: 'done', icon, text, ...more });
const wanting: Step = (key, icon, text, more = {}) => ({ key, kind: 'wanting', icon, text, ...more });
const bad: Step = (key, icon, text, more = {}) => ({ key, kind: 'bad', icon, text, ...more });

const ended = {
  expired: texts.expired,
  withdrawn: texts.withdrawn,
  blocked: texts.blocked,
  reported: texts.reported,
  returned: texts.goodsReturned,
  cancelled: texts.cancelled,
} as const satisfies Partial<Record<GiftView['stage'], Text>>;

export function wayOfGift(gift: GiftView): readonly WayStep[] {
  const { stage, money, answer } = gift;
  const steps = [done('created', 'gift', texts.created, { atMs: gift.createdAtMs })];
  if (money.paidMinor > 0) {
    steps.push(done('paid', 'wallet', texts.paid, { blanks: { amountMinor: money.paidMinor } }));
  }
  if (stage === 'awaitingPayment') steps.push(wanting('toPay', 'wallet', texts.toPay));
  if (stage === 'waiting') steps.push(wanting('waiting', 'clock', texts.waiting));
  if (stage === 'offered') steps.push(wanting('offered', 'people', texts.offered));
  if (answer) steps.push(answerStep(answer));
  if (answer?.reaction) steps.push(done('reaction', 'heart', attitudeTexts[answer.reaction.label]));
  if (Object.hasOwn(ended, stage)) {
    steps.push(bad('ended', 'info', ended[stage as keyof typeof ended]));
  }
  return [...steps, ...moneySteps(gift)];
}

function answerStep({ kind, atMs, answeredAfterMs }: NonNullable<GiftView['answer']>): WayStep {
  const timed = answeredAfterMs !== null;
  const seconds = timed ? { blanks: { seconds: (answeredAfterMs / 1000).toFixed(1) } } : {};
  if (kind === 'accepted') {
    return done('answer', 'check', timed ? texts.acceptedAfter : texts.accepted, { atMs, ...seconds });
  }
  return bad('answer', 'hand', timed ? texts.declinedAfter : texts.declined, { atMs, ...seconds });
}

function moneySteps({ money, confirmRefund }: GiftView): WayStep[] {
  const steps: WayStep[] = [];
  const amount = (amountMinor: number) => ({ blanks: { amountMinor } });
  if (money.spentMinor > 0) steps.push(done('spent', 'cup', texts.spent, amount(money.spentMinor)));
  if (confirmRefund) steps.push(wanting('confirm', 'wallet', texts.confirm));
  if (money.returningMinor > 0) {
    steps.push(wanting('returning', 'refresh', texts.returning, amount(money.returningMinor)));
  }
  if (money.returnedMinor > 0) {
    steps.push(done('returned', 'wallet', texts.returned, amount(money.returnedMinor)));
  }
  if (money.failedMinor > 0) {
    steps.push(bad('returnFailed', 'warning', texts.returnFailed, amount(money.failedMinor)));
  }
  return steps;
}
