/** The page of each phase of a sale. */
import { storedValueFormat } from '../../domain/payment-code.ts';
import type { PhaseName } from '../sale/sale-state.ts';
import { facePage, fingerPage, partPage, pinPage } from './card-view.ts';
import { endPage } from './end-view.ts';
import { claimPage, offerPage, type SiteGifts } from './gift-view.ts';
import { carCheckPage } from './parking-view.ts';
import { peoplePage, verifyPage } from './people-view.ts';
import { picturePage } from './picture-view.ts';
import { overduePage, settleAgainOffer } from './settle-again-view.ts';
import { chargePage } from './shown-code-view.ts';
import type { Page } from './view.ts';
import { facesOf, type ViewSite, type ViewSource } from './view-source.ts';

/** Where there is a site, and the machine is in service. */
type SellingSource = ViewSource & { readonly site: ViewSite };
type PageOfPhase = (source: SellingSource) => Page;

const aboutPeople =
  (phase: Parameters<typeof peoplePage>[0]): PageOfPhase =>
  ({ sale, look, site }) =>
    peoplePage(phase, sale, look, site.faces);
const orderEnds: PageOfPhase = (source) =>
  source.order ? endPage(source, source.order, source.sale.phase === 'resting') : { page: 'welcome' };

const pages: { readonly [P in PhaseName]: PageOfPhase } = {
  welcome: () => ({ page: 'welcome' }),
  listing: () => ({ page: 'list' }),
  expiredWarning: ({ sale }) => ({ page: 'expiredWarning', goods: sale.heldBack ?? [] }),
  takingPicture: ({ sale, pictures }) => picturePage(sale, pictures),
  namingMember: ({ sale }) => ({ page: 'memberPhone', asking: sale.memberAsk?.open ?? false }),

  offeringParking: ({ site }) => ({ page: 'parkingOffer', validMinutes: site.parking?.validMinutes ?? 0 }),
  namingCar: ({ site }) => ({ page: 'parkingCar', tickets: site.parking?.tickets ?? false }),
  checkingCar: ({ sale }) => carCheckPage(sale),

  claimingGift: (source) => claimPage(source.sale, giftWaysOf(source), source.online),
  seekingGift: () => ({ page: 'giftSeek' }),
  offeringGift: ({ sale, order }) => offerPage(sale, order),

  faceDesk: aboutPeople('faceDesk'),
  statingAge: aboutPeople('statingAge'),
  consenting: aboutPeople('consenting'),
  lookingAtFace: aboutPeople('lookingAtFace'),
  preparingReaction: aboutPeople('preparingReaction'),
  faceKept: aboutPeople('faceKept'),

  choosingTender: ({ site: { tenders, shown } }) => ({
    page: 'tenderChoice',
    tenders,
    ...(shown.length > 0 ? { shown } : {}),
  }),
  presentingCode: ({ sale, site }) => ({
    page: 'presentCode',
    platforms: sale.wanted === 'card' ? [storedValueFormat.platform] : site.platforms,
  }),
  checkingCard: () => ({ page: 'waitingForPayment', platform: storedValueFormat.platform, stage: 'sent' }),
  enteringPin: (source) => pinPage(source.sale, source.order, facesOf(source)),
  verifyingFace: ({ sale, look }) => verifyPage(sale, look),
  confirmingFace: ({ sale }) => facePage(sale),
  fingerConsent: () => ({ page: 'fingerConsent' }),
  enrollingFinger: ({ sale }) => fingerPage(sale),
  offeringCardPart: ({ sale }) => partPage(sale),
  charging: ({ sale, order, online }) => ({
    ...chargePage(order, sale),
    ...settleAgainOffer(order, sale, online),
  }),
  insertingCash: ({ order }) => ({ page: 'insertCash', insertedMinor: order?.cashMinor ?? 0 }),
  verificationFailed: ({ sale: { notVerified } }) => ({
    page: 'verificationFailed',
    tender: notVerified?.tender ?? 'code',
    results: notVerified?.outcome.results ?? [],
  }),
  paymentFailed: ({ sale }) => ({ page: 'paymentFailed', reason: sale.failedReason ?? 'PAY_DECLINED' }),
  paymentUnknown: ({ sale, order, site }) =>
    overduePage(order, sale, order ? site.receiptLink(order.orderId) : ''),

  completing: orderEnds,
  resting: orderEnds,
};

/** The page now; a machine out of service, or without its first bundle, has only one. */
export function pageOf(source: ViewSource): Page {
  const { outOfService, site, sale } = source;
  if (outOfService) return { page: 'outOfService', reason: outOfService };
  if (!site) return { page: 'outOfService', reason: 'BUNDLE_MISSING' };
  return pages[sale.phase]({ ...source, site });
}

/** A face is one more way, where the site allows it and the machine could look. */
function giftWaysOf({ site, sale, facesReady }: SellingSource): SiteGifts {
  const gifts = site.gifts ?? { policy: undefined, members: false };
  return { ...gifts, face: (site.faces?.recognise && facesReady && !sale.underAge) ?? false };
}
