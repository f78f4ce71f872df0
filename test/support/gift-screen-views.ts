/** Views of the pages about gifts. */
import type { Language } from '../../src/domain/text.ts';
import type { Page, View, ViewDelivery, ViewTimeout } from '../../src/kiosk/screen/view.ts';

type ViewOf = (page: Page, language: Language, more?: Partial<View>) => View;
type Offer = Extract<Page, { page: 'giftOffer' }>;

const words: Readonly<Record<Language, string>> = {
  zh: '加班辛苦了，喝杯热的再走。周五的事谢谢你！',
  en: 'Thank you for Friday. Have something warm before you go home!',
};
const names: Readonly<Record<Language, string>> = { zh: '小李', en: 'Li Na' };

export function giftScreenViews(viewOf: ViewOf, timeout: ViewTimeout, delivered: ViewDelivery) {
  const offer = (language: Language, more: Partial<Offer> = {}) =>
    viewOf(
      {
        ...{ page: 'giftOffer', offerId: 'gof_1', from: names[language], words: words[language] },
        ...{ coverMinor: 1500, restMinor: 0, conversation: false },
        ...more,
      },
      language,
      { timeout },
    );
  const receipt = { state: 'printed', link: 'https://shop.example/r/ord_01JQ3V7Z8X9K' } as const;
  return {
    giftOffer: (l: Language) => offer(l),
    'giftOffer-part': (l: Language) =>
      viewOf(
        {
          ...{ page: 'giftOffer', offerId: 'gof_2', coverMinor: 1500, restMinor: 680, conversation: true },
          words: `${words[l]}${words[l]}${words[l]}`.slice(0, 140),
        },
        l,
        { timeout },
      ),
    giftClaim: (l: Language) =>
      viewOf({ page: 'giftClaim', ways: ['pickup', 'member', 'phone'], offline: false }, l, { timeout }),
    'giftClaim-offline': (l: Language) =>
      viewOf({ page: 'giftClaim', ways: ['pickup', 'member'], offline: true }, l, {
        ...{ timeout, online: false },
        notice: { noticeId: 3, code: 'GIFT_NEEDS_NETWORK', tone: 'warning' },
      }),
    'giftClaim-sent': (l: Language) =>
      viewOf(
        {
          ...{ page: 'giftClaim', ways: ['pickup', 'member', 'phone'], offline: false },
          phone: { masked: '138****8000', stage: 'sent' },
        },
        l,
        { timeout },
      ),
    giftSeek: (l: Language) => viewOf({ page: 'giftSeek' }, l, { timeout: { ...timeout, canExtend: false } }),
    'list-gift': (l: Language) => viewOf({ page: 'list' }, l, { gift: { claimable: true } }),
    'list-gift-noted': (l: Language) =>
      viewOf({ page: 'list' }, l, { gift: { claimable: true, noted: true } }),
    'tenderChoice-gift': (l: Language) =>
      viewOf(
        { page: 'tenderChoice', tenders: [{ tender: 'code' }, { tender: 'card' }, { tender: 'cash' }] },
        l,
        {
          gift: { claimable: true },
          timeout,
        },
      ),
    'done-gift': (l: Language) =>
      viewOf({ page: 'done', deliveries: [delivered], changeMinor: 0, changeOwedMinor: 0, receipt }, l, {
        timeout,
        gift: {
          accepted: { from: names[l], words: words[l], contact: 'lina@example.com', paidMinor: 1500 },
        },
      }),
  } as const;
}
