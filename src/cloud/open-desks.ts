/** Puts together what answers the machines beside payments: cards, parking, members, benefits, interactions. */
import type { CloudPorts } from './cloud.ts';
import { BenefitDesk } from './coupons/benefit-desk.ts';
import { openCoupons } from './coupons/open-coupons.ts';
import { readBalance } from './database/points-rows.ts';
import type { MachineDeskPorts } from './desks/machine-desk.ts';
import { createCardDesk } from './gateway/stored-value/card-desk.ts';
import { cardKeysOf } from './gateway/stored-value/card-keys.ts';
import { createInteractionDesk } from './insight/interaction-desk.ts';
import { MemberAccounts } from './members/member-accounts.ts';
import { MemberDesk } from './members/member-desk.ts';
import { MemberKeys } from './members/member-keys.ts';
import { CarSeal } from './parking-lots/car-seal.ts';
import { openLotAccounts } from './parking-lots/lot-accounts.ts';
import { createParkingDesk } from './parking-lots/parking-desk.ts';
import { SqlGrantStore } from './parking-lots/sql-grant-store.ts';

export function openDesks(
  { database, link, clock, random, log, settings }: CloudPorts,
  hashKey: Uint8Array,
  belongs: MachineDeskPorts['belongs'],
) {
  const { db } = database;
  const { lots = [], hurry = 1 } = settings;
  const desk: MachineDeskPorts = { link, clock, log, belongs };
  const { register } = openCoupons({ clock, random }, hashKey);
  const { sealKey, leaseKey } = cardKeysOf(hashKey);
  return {
    parking: createParkingDesk({
      ...{ ...desk, random, hurry },
      store: new SqlGrantStore(db, new CarSeal(hashKey, random)),
      lots: openLotAccounts(lots, { clock, log }),
    }),
    members: new MemberDesk({
      ...{ ...desk, db },
      accounts: new MemberAccounts({ keys: new MemberKeys(hashKey), clock, random }),
      pointsOf: (merchantId, memberId) => readBalance(db, merchantId, memberId),
    }),
    benefits: new BenefitDesk({ ...desk, db, register }),
    cardDesk: createCardDesk({ ...desk, db, random, hashKey, sealKey, leaseKey, hurry }),
    interactions: createInteractionDesk({ ...desk, db }),
  };
}
