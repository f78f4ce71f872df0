/** Views of the pages about stored-value cards, orders paid in parts, and codes that the machine shows. */
import type { Language } from '../../src/domain/text.ts';
import type { Page, View, ViewDelivery, ViewTimeout } from '../../src/kiosk/screen/view.ts';

type CardPin = Extract<Page, { page: 'cardPin' }>;
type ViewOf = (page: Page, language: Language, more?: Partial<View>) => View;

const cardMasked = '90****************4421';

export function cardScreenViews(viewOf: ViewOf, timeout: ViewTimeout, delivered: ViewDelivery) {
  const pin = (language: Language, more: Partial<CardPin> = {}) =>
    viewOf({ page: 'cardPin', cardMasked, ...more }, language, { timeout });
  const code = 'https://qr.alipay.com/bax03431ljhokirwl38f00a7';
  const receipt = { state: 'printed', link: 'https://shop.example/r/ord_01JQ3V7Z8X9K' } as const;
  const partPaid = {
    parts: [{ tender: 'code', platform: 'stored-value', amountMinor: 3000 }],
    remainingMinor: 1456,
  } as const;
  return {
    cardPin: (l: Language) => pin(l),
    'cardPin-wrong': (l: Language) =>
      pin(l, {
        ...{ wrong: 'CARD_PIN_WRONG', triesLeft: 2, finger: true },
        notBeforeMs: Date.now() + 30_000,
      }),
    'cardPin-face': (l: Language) => pin(l, { wrong: 'FACE_NOT_VERIFIED', finger: true, face: true }),
    'cardPin-password-face': (l: Language) => pin(l, { secret: 'mixed', face: true }),
    'cardPin-password-wrong': (l: Language) =>
      pin(l, {
        ...{ secret: 'mixed', wrong: 'CARD_PIN_WRONG', triesLeft: 2, finger: true },
        notBeforeMs: Date.now() + 30_000,
      }),
    'cardPin-password-face-wrong': (l: Language) =>
      pin(l, { secret: 'mixed', wrong: 'FACE_NOT_VERIFIED', face: true, finger: true }),
    cardFace: (l: Language) => viewOf({ page: 'cardFace', cardMasked }, l, { timeout }),
    'cardFace-password': (l: Language) =>
      viewOf({ page: 'cardFace', cardMasked, secret: 'mixed' }, l, { timeout }),
    'cardPin-password': (l: Language) => pin(l, { secret: 'mixed' }),
    cardPart: (l: Language) => viewOf({ page: 'cardPart', cardMasked, spendableMinor: 3000 }, l, { timeout }),
    fingerConsent: (l: Language) => viewOf({ page: 'fingerConsent' }, l, { timeout }),
    fingerEnrol: (l: Language) => viewOf({ page: 'fingerEnrol', touch: 2, of: 3 }, l, { timeout }),
    showCode: (l: Language) => viewOf({ page: 'showCode', platform: 'alipay', code }, l, { timeout }),
    'tenderChoice-part-paid': (l: Language) =>
      viewOf(
        {
          page: 'tenderChoice',
          tenders: [{ tender: 'code' }, { tender: 'card' }, { tender: 'cash' }],
          shown: ['alipay', 'wechat'],
        },
        l,
        { split: partPaid, timeout },
      ),
    'presentCode-part-paid': (l: Language) =>
      viewOf({ page: 'presentCode', platforms: ['alipay', 'wechat'] }, l, { split: partPaid, timeout }),
    'done-finger': (l: Language) =>
      viewOf(
        {
          ...{ page: 'done', deliveries: [delivered], changeMinor: 0, changeOwedMinor: 0 },
          ...{ finger: 'offered', face: 'offered', receipt },
        },
        l,
        { timeout },
      ),
    'refunded-parts': (l: Language) =>
      viewOf(
        {
          ...{ page: 'refunded', refundMinor: 4456, refund: 'refunded', by: 'code', reason: 'DISPENSER_JAM' },
          deliveries: [{ ...delivered, state: 'notDelivered', reason: 'DISPENSER_JAM' }],
          parts: [...partPaid.parts, { tender: 'cash', amountMinor: 1456 }],
          receipt,
        },
        l,
        { timeout },
      ),
  } as const;
}
