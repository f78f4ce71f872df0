/** Every migration in its order. Each feature adds its file and its line; none is ever changed or removed. */
import type { Migration } from './migration.ts';
import { accessMigration } from './migrations/0001-access.ts';
import { fleetMigration } from './migrations/0002-fleet.ts';
import { ledgerMigration } from './migrations/0003-ledger.ts';
import { paymentsMigration } from './migrations/0004-payments.ts';
import { cataloguesMigration } from './migrations/0005-catalogues.ts';
import { learnedPaymentsMigration } from './migrations/0006-learned-payments.ts';
import { journalPagesMigration } from './migrations/0007-journal-pages.ts';
import { verificationMigration } from './migrations/0008-verification.ts';
import { parkingMigration } from './migrations/0009-parking.ts';
import { patternsMigration } from './migrations/0010-patterns.ts';
import { goodsInMigration } from './migrations/0011-goods-in.ts';
import { couponsAndPointsMigration } from './migrations/0012-coupons-and-points.ts';
import { openPaymentsMigration } from './migrations/0013-open-payments.ts';
import { shownCodesMigration } from './migrations/0014-shown-codes.ts';
import { membersMigration } from './migrations/0015-members.ts';
import { cardPinsMigration } from './migrations/0016-card-pins.ts';
import { clientsMigration } from './migrations/0017-clients.ts';
import { giftsMigration } from './migrations/0018-gifts.ts';
import { financeMigration } from './migrations/0019-finance.ts';
import { parkingSitesMigration } from './migrations/0020-parking-sites.ts';
import { formsMigration } from './migrations/0021-forms.ts';
import { facesMigration } from './migrations/0022-faces.ts';
import { cardPasswordsMigration } from './migrations/0023-card-passwords.ts';
import { parkingBillsMigration } from './migrations/0024-parking-bills.ts';
import { passkeysMigration } from './migrations/0025-passkeys.ts';
import { giftLimitsMigration } from './migrations/0026-gift-limits.ts';
import { goodsSumsMigration } from './migrations/0027-goods-sums.ts';
import { refundsByProductMigration } from './migrations/0028-refunds-by-product.ts';
import { cardFacesMigration } from './migrations/0029-card-faces.ts';
import { giftReportsMigration } from './migrations/0030-gift-reports.ts';
import { olderMoneyMigration } from './migrations/0031-older-money.ts';
import { passkeySessionsMigration } from './migrations/0032-passkey-sessions.ts';
import { giftBarsMigration } from './migrations/0033-gift-bars.ts';
import { placeDaysMigration } from './migrations/0034-place-days.ts';
import { paidTwiceMigration } from './migrations/0035-paid-twice.ts';

export const migrations: readonly Migration[] = [
  accessMigration,
  fleetMigration,
  ledgerMigration,
  paymentsMigration,
  cataloguesMigration,
  learnedPaymentsMigration,
  journalPagesMigration,
  verificationMigration,
  parkingMigration,
  patternsMigration,
  goodsInMigration,
  couponsAndPointsMigration,
  openPaymentsMigration,
  shownCodesMigration,
  membersMigration,
  clientsMigration,
  cardPinsMigration,
  giftsMigration,
  financeMigration,
  parkingSitesMigration,
  formsMigration,
  facesMigration,
  cardPasswordsMigration,
  parkingBillsMigration,
  passkeysMigration,
  giftLimitsMigration,
  goodsSumsMigration,
  refundsByProductMigration,
  cardFacesMigration,
  giftReportsMigration,
  olderMoneyMigration,
  passkeySessionsMigration,
  giftBarsMigration,
  placeDaysMigration,
  paidTwiceMigration,
];
