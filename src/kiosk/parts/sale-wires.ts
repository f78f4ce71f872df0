/** What a sale asks of the other parts. */
import type { BenefitFlow } from '../benefits/benefit-flow.ts';
import type { VendFlow } from '../delivery/vend-flow.ts';
import { isSoldOut } from '../device/device-report.ts';
import type { Gifts } from '../gifts/open-gifts.ts';
import type { MemberFlow } from '../members/member-flow.ts';
import type { ParkingFlow } from '../parking/parking-flow.ts';
import type { CardFlow } from '../payments/card-flow.ts';
import type { CashFlow } from '../payments/cash-flow.ts';
import type { ChargeFlow } from '../payments/charge-flow.ts';
import type { LeaseFlow } from '../payments/lease-flow.ts';
import type { People } from '../people/open-people.ts';
import type { PictureFlow } from '../pictures/picture-flow.ts';
import type { SalePorts } from '../sale/sale-ports.ts';
import type { CloudParts } from './cloud-parts.ts';
import type { CorePart } from './core-part.ts';

export interface PartsForSale extends Pick<CloudParts, 'link'> {
  readonly vend: VendFlow;
  readonly cash: CashFlow;
  readonly charges: ChargeFlow;
  readonly cards: CardFlow;
  readonly leases: LeaseFlow;
  readonly parking: ParkingFlow;
  readonly members: MemberFlow;
  readonly benefits: BenefitFlow;
  readonly gifts: Gifts;
  readonly pictures: PictureFlow;
  readonly people: People;
}

export function saleWires(core: CorePart, parts: PartsForSale): SalePorts {
  const { ports, hal, models, journal, orders, shop, sale, clockDoubt, common } = core;
  const { link, vend, cash, charges, cards, leases, parking, members, benefits, gifts, pictures, people } =
    parts;
  return {
    ...common,
    append: (bodies) => common.append(people.flow.withReaction(bodies)),
    orders,
    shop,
    clockDoubt,
    online: () => link.online(),
    couponFacts: () => {
      const { count, minor } = models.coupons.unsettled(journal.acknowledgedSeq);
      const isUsed = (couponId: string) => models.coupons.isUsed(couponId);
      return { isUsed, unsettledCount: count, unsettledMinor: minor };
    },
    keepBenefit: (ask) => benefits.keep(ask),
    cashReady: () => cash.ready(),
    cameraReady: () => pictures.canTake(),
    facesReady: () => people.flow.canLook(),
    forgetFace: ({ personId, consentId, whose }) => people.forget(personId, consentId, whose),
    tellFace: (kept) => cards.tellFace(kept),
    takenSince: (fromMs) => models.payments.since(fromMs),
    soldOut: (selectionId) => isSoldOut(hal, shop()?.bundle, selectionId),
    sendCharge: (charge) => charges.send(charge),
    askCard: (question) => cards.ask(question),
    openLease: (tried) => leases.open(tried),
    leaseOf: (code) => leases.leaseOf(code),
    anyLease: () => leases.any(),
    seekGift: (wish) => gifts.flow.seek(wish),
    sendGiftCode: ({ askId, phone, language }) => gifts.flow.sendCode(askId, phone, language),
    offerGift: ({ offered, wording }) => gifts.flow.offer(offered, wording),
    holdsGift: (leaseId) => gifts.leases.holds(leaseId),
    nameCar: (asked, car) => parking.name(asked, car),
    lookUpMember: (askId, by, given) => members.lookUp(askId, by, given),
    nameMember: (named, member) => members.name(named, member),
    closeCharge: (chargeId, orderId) => charges.askNow(chargeId, orderId),
    cashSlot: (open) => cash.slot(open ? sale().state().orderId : undefined),
    denyVend: (vendId) => vend.deny(vendId),
    sound: (sound) => hal.speaker?.play(sound),
    mistakes: ports.mistakes ?? {},
  };
}
