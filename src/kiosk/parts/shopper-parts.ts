/** What belongs to who stands there: their car, their membership, coupons and points, a gift. */
import { memoryFile } from '../../platform/atomic-file.ts';
import { BenefitFlow } from '../benefits/benefit-flow.ts';
import { openGifts } from '../gifts/open-gifts.ts';
import { MemberFlow } from '../members/member-flow.ts';
import { ParkingFlow } from '../parking/parking-flow.ts';
import type { CloudParts } from './cloud-parts.ts';
import type { CorePart } from './core-part.ts';

/** What is asked of the cloud about the shopper. */
export function openShopperParts(core: CorePart, { cloudLink }: CloudParts) {
  const { journal, models, orders, shop, sale, common } = core;
  const parking: ParkingFlow = new ParkingFlow({
    ...{ ...common, link: cloudLink, journal, orders },
    parkings: models.parkings,
    lookedUp: (orderId, answer) => sale().give({ type: 'parkingLookedUp', orderId, answer }),
  });
  const members: MemberFlow = new MemberFlow({
    ...{ ...common, link: cloudLink, journal },
    named: models.members,
    hashKey: () => shop()?.bundle.members?.hashKey,
    looked: (askId, finding) => sale().give({ type: 'memberLooked', askId, finding }),
    remembered: (orderId, fields) => sale().give({ type: 'memberRemembered', orderId, fields }),
  });
  const benefits: BenefitFlow = new BenefitFlow({
    ...{ ...common, link: cloudLink },
    answered: (finding) => sale().give({ type: 'benefitAnswered', finding }),
  });
  return { parking, members, benefits };
}

export function openGiftParts(core: CorePart, { cloudLink }: CloudParts) {
  const { ports, machine, journal, models, shop, sale, clockDoubt, common } = core;
  return openGifts({
    ...{ ...common, link: cloudLink, journal, machine },
    file: ports.giftFile ?? memoryFile(),
    taken: models.gifts,
    uses: models.leases,
    bundle: () => shop()?.bundle,
    clockTrusted: () => clockDoubt() === undefined,
    offered: () => {
      const { offer, found } = sale().state().gift ?? {};
      return offer?.leaseId ?? found?.leaseId;
    },
    found: (askId, finding) => sale().give({ type: 'giftFound', askId, finding }),
    codeSent: (askId, refused) =>
      sale().give({ type: 'giftCodeSent', askId, ...(refused === undefined ? {} : { refused }) }),
  });
}
