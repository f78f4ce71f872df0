/**
 * State → view: what the screen shows, from the sale's state, the order's facts and the machine's health.
 * Pure; the page says what happens now and what to do next, the order says what happened to the money.
 */

import type { Delivery } from '../../domain/basket.ts';
import type { DisplayPolicy } from '../../domain/display-rules.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { GiftWording } from '../../domain/gift.ts';
import type { FacePolicy } from '../../domain/identity-policy.ts';
import type { Order } from '../../domain/order.ts';
import type { ParkingPolicy } from '../../domain/parking.ts';
import { storedValueFormat } from '../../domain/payment-code.ts';
import type { SaleState } from '../sale/sale-state.ts';
import { benefitsView, type SiteBenefits } from './benefit-view.ts';
import { type FaceFacts, faceOf, facePage, fingerOf, fingerPage, partPage, pinPage } from './card-view.ts';
import { claimPage, giftOf, offerPage, type SiteGifts } from './gift-view.ts';
import { listOf } from './list-view.ts';
import { memberOf, memberWaysOf } from './member-view.ts';
import { carCheckPage, parkingOf } from './parking-view.ts';
import { type LookShown, peopleOf, peoplePage, verifyPage } from './people-view.ts';
import { type PicturesSeen, picturePage } from './picture-view.ts';
import { overduePage, settleAgainOffer } from './settle-again-view.ts';
import { chargePage, timeoutOf } from './shown-code-view.ts';
import { moneyBack, splitOf } from './split-view.ts';
import type { Page, ReceiptView, View, ViewDelivery, ViewSelection } from './view.ts';

/** Everything a view is made of. */
export interface ViewSource {
  readonly sale: SaleState;
  readonly order: Order | undefined;
  readonly nowMs: number;
  readonly revision: number;
  readonly kioskId: string;
  /** Undefined before the first bundle. */
  readonly site:
    | (Pick<View, 'machineName' | 'merchantName' | 'helpPhone' | 'currency' | 'selections' | 'canScan'> & {
        readonly receiptLink: (orderId: string) => string;
        readonly tenders: readonly {
          readonly tender: 'code' | 'card' | 'cash';
          readonly unavailable?: FaultCode;
        }[];
        readonly platforms: readonly string[];
        /** Whose codes the machine can show now. */
        readonly shown: readonly string[];
        readonly timeZone: string;
        readonly parking: ParkingPolicy | undefined;
        readonly benefits?: SiteBenefits;
        readonly gifts?: SiteGifts;
        readonly faces?: FacePolicy | undefined;
        readonly members: { readonly phone: boolean } | undefined;
        readonly display: DisplayPolicy | undefined;
      })
    | undefined;
  /** Of the gift that was accepted for the order on the screen. */
  readonly giverWording?: GiftWording | undefined;
  readonly online: boolean;
  readonly outOfService: FaultCode | undefined;
  readonly limits: readonly FaultCode[];
  readonly running: { readonly deliveryId: string; readonly percent: number | undefined } | undefined;
  /** What pictures of the goods say now. */
  readonly pictures?: PicturesSeen;
  /** What a look at somebody says of itself. */
  readonly look?: LookShown | undefined;
  readonly facesReady?: boolean;
  readonly cameraReady?: boolean;
  readonly cameraOn?: boolean;
  readonly hasPrinter: boolean;
  readonly printerReady: boolean;
  /** The fingerprint reader works. */
  readonly fingerReady?: boolean;
  readonly machineSound?: NonNullable<View['machineSound']>;
}

const nowhere = { zh: '自助售卖机', en: 'Kiosk' };
const noTotals = { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 };

/** The view to send now. */
export function buildView(source: ViewSource): View {
  const { sale, site, order } = source;
  const parking = parkingOf(order, sale);
  const submitted = order?.submitted === true && sale.phase !== 'listing';
  const lines = submitted ? order.lines : sale.basket.lines;
  return {
    revision: source.revision,
    serverTimeMs: source.nowMs,
    language: sale.language,
    machineName: site?.machineName ?? nowhere,
    merchantName: site?.merchantName ?? nowhere,
    kioskId: source.kioskId,
    helpPhone: site?.helpPhone ?? '',
    currency: site?.currency ?? 'CNY',
    online: source.online,
    page: pageOf(source),
    ...(sale.orderId === undefined ? {} : { orderId: sale.orderId }),
    lines,
    totals: submitted ? order.totals : (sale.basket.totals ?? noTotals),
    ...listOf(lines, site?.display, sale.member?.display),
    ...(sale.changedLineId === undefined ? {} : { changedLineId: sale.changedLineId }),
    selections: site?.selections ?? ([] as readonly ViewSelection[]),
    canScan: site?.canScan ?? false,
    ...(source.cameraReady ? { canPhotograph: true } : {}),
    ...(source.cameraOn ? { cameraOn: true } : {}),
    ...(source.machineSound === undefined ? {} : { machineSound: source.machineSound }),
    ...(parking === undefined ? {} : { parking }),
    ...splitOf(order),
    ...memberOf(sale),
    ...benefitsView(sale, order, site?.benefits, source.online),
    ...giftOf(sale, order, site?.gifts, source.giverWording),
    ...memberWaysOf(sale, site?.members),
    ...peopleOf(sale, site?.faces, source.cameraOn ?? false),
    ...(site === undefined ? {} : { timeZone: site.timeZone }),
    ...timeoutOf(sale),
    ...(sale.notice === undefined ? {} : { notice: { ...sale.notice, tone: 'warning' as const } }),
    limits: source.limits,
  };
}

function pageOf(source: ViewSource): Page {
  const { sale, order, site } = source;
  if (source.outOfService) return { page: 'outOfService', reason: source.outOfService };
  if (!site) return { page: 'outOfService', reason: 'BUNDLE_MISSING' };
  switch (sale.phase) {
    case 'welcome':
      return { page: 'welcome' };
    case 'listing':
      return { page: 'list' };
    case 'expiredWarning':
      return { page: 'expiredWarning', goods: sale.heldBack ?? [] };
    case 'takingPicture':
      return picturePage(sale, source.pictures);
    case 'namingMember':
      return { page: 'memberPhone', asking: sale.memberAsk?.open ?? false };
    case 'offeringParking':
      return { page: 'parkingOffer', validMinutes: site.parking?.validMinutes ?? 0 };
    case 'namingCar':
      return { page: 'parkingCar', tickets: site.parking?.tickets ?? false };
    case 'checkingCar':
      return carCheckPage(sale);
    case 'claimingGift':
      return claimPage(sale, giftWaysOf(source), source.online);
    case 'seekingGift':
      return { page: 'giftSeek' };
    case 'offeringGift':
      return offerPage(sale, order);
    case 'faceDesk':
    case 'statingAge':
    case 'consenting':
    case 'lookingAtFace':
    case 'preparingReaction':
    case 'faceKept':
      return peoplePage(sale.phase, sale, source.look, site.faces);
    case 'choosingTender':
      return {
        page: 'tenderChoice',
        tenders: site.tenders,
        ...(site.shown.length > 0 ? { shown: site.shown } : {}),
      };
    case 'presentingCode':
      return {
        page: 'presentCode',
        platforms: sale.wanted === 'card' ? [storedValueFormat.platform] : site.platforms,
      };
    case 'checkingCard':
      return { page: 'waitingForPayment', platform: storedValueFormat.platform, stage: 'sent' };
    case 'enteringPin':
      return pinPage(sale, order, facesOf(source));
    case 'verifyingFace':
      return verifyPage(source.look);
    case 'confirmingFace':
      return facePage(sale);
    case 'fingerConsent':
      return { page: 'fingerConsent' };
    case 'enrollingFinger':
      return fingerPage(sale);
    case 'offeringCardPart':
      return partPage(sale);
    case 'charging':
      return { ...chargePage(order, sale), ...settleAgainOffer(order, sale, source.online) };
    case 'insertingCash':
      return { page: 'insertCash', insertedMinor: order?.cashMinor ?? 0 };
    case 'verificationFailed':
      return notVerifiedPage(sale);
    case 'paymentFailed':
      return { page: 'paymentFailed', reason: sale.failedReason ?? 'PAY_DECLINED' };
    case 'paymentUnknown':
      return overduePage(order, sale, order ? site.receiptLink(order.orderId) : '');
    case 'completing':
    case 'resting':
      return order ? endPage(source, order, sale.phase === 'resting') : { page: 'welcome' };
  }
}

function facesOf({ site, facesReady, online }: ViewSource): FaceFacts {
  return { policy: site?.faces, ready: facesReady ?? false, online };
}

/** A face is one more way, where the site allows it and the machine could look. */
function giftWaysOf({ site, sale, facesReady }: ViewSource): SiteGifts {
  const gifts = site?.gifts ?? { policy: undefined, members: false };
  return { ...gifts, face: (site?.faces?.recognise && facesReady && !sale.underAge) ?? false };
}

function notVerifiedPage({ notVerified }: SaleState): Page {
  const { tender = 'code', outcome } = notVerified ?? {};
  return { page: 'verificationFailed', tender, results: outcome?.results ?? [] };
}

/** Goods on their way, goods out, or money back. */
function endPage(source: ViewSource, order: Order, resting: boolean): Page {
  const deliveries = deliveriesOf(order, source.running);
  const back = moneyBack(order);
  const receipt = receiptOf(source, order);
  const returning = order.abandoned !== undefined && order.paidAtMs === undefined;
  if (back.amountMinor > 0 || returning) {
    return {
      page: 'refunded',
      deliveries,
      refundMinor: back.amountMinor,
      refund: back.state,
      by: back.by,
      ...(back.parts.length > 1 ? { parts: back.parts } : {}),
      reason: order.deliveries.find((d) => d.reason !== undefined)?.reason ?? 'PAY_TIMED_OUT',
      receipt,
    };
  }
  if (!resting) return { page: 'delivering', deliveries };
  const change = order.payouts.filter((p) => p.purpose === 'change');
  return {
    page: 'done',
    deliveries,
    changeMinor: change.reduce((sum, p) => sum + p.paidMinor, 0),
    changeOwedMinor: change.reduce((sum, p) => sum + p.owedMinor, 0),
    ...fingerOf(source.sale, source.fingerReady ?? false),
    ...faceOf(source.sale, facesOf(source)),
    receipt,
  };
}

function receiptOf(source: ViewSource, order: Order): ReceiptView {
  const link = source.site?.receiptLink(order.orderId) ?? '';
  if (!source.hasPrinter) return { state: 'screenOnly', link };
  if (order.receipt?.printed) return { state: 'printed', link };
  return { state: source.printerReady ? 'printing' : 'waiting', link };
}

function deliveriesOf(order: Order, running: ViewSource['running']): ViewDelivery[] {
  return order.lines.flatMap((line) => {
    const common = {
      lineId: line.lineId,
      name: line.name,
      ...(line.picture ? { picture: line.picture } : {}),
    };
    const target = line.delivery;
    if (target.how === 'none') {
      return [{ ...common, piece: 0, how: 'none' as const, state: 'delivered' as const }];
    }
    const where = placeOf(target);
    return Array.from({ length: line.quantity }, (_, piece): ViewDelivery => {
      const delivery = order.deliveries.find((d) => d.lineId === line.lineId && d.piece === piece);
      const percent = delivery && running?.deliveryId === delivery.deliveryId ? running.percent : undefined;
      return {
        ...common,
        piece,
        how: target.how,
        state: delivery === undefined ? 'waiting' : delivery.state === 'started' ? 'running' : delivery.state,
        ...(where === undefined ? {} : { where }),
        ...(percent === undefined ? {} : { percent }),
        ...(delivery?.reason === undefined ? {} : { reason: delivery.reason }),
      };
    });
  });
}

/** Where the shopper looks for it. */
function placeOf(target: Delivery): string | undefined {
  if (target.how === 'slot') return target.slot;
  if (target.how === 'door') return target.door;
  return target.how === 'vend' ? target.item : undefined;
}
