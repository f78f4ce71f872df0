/** Gives the ledger everybody who has to hear, in its own transaction, what the machines' journals tell. */
import type { CloudPorts } from './cloud.ts';
import { LearnedGifts } from './gateway/gift/learned-gifts.ts';
import { takeWithdrawals } from './gateway/stored-value/card-faces.ts';
import { learnStoredValuePayments } from './gateway/stored-value/learned-payments.ts';
import { learnLeaseSpending, takeLeasesBack } from './gateway/stored-value/spend-leases.ts';
import { createLedger } from './ledger/ledger.ts';
import { createSqlLedgerStore } from './ledger/sql-ledger-store.ts';

export function openLedger({ database, clock, log, settings }: CloudPorts, hashKey: Uint8Array) {
  const owed = new Set(
    settings.accounts.flatMap((one) =>
      one.platform === 'gift' && one.doubleRedemption === 'recordedAsOwed' ? [one.merchantId] : [],
    ),
  );
  const gifts = new LearnedGifts((merchantId) => owed.has(merchantId));
  const store = createSqlLedgerStore(
    database.db,
    [
      (...told) => learnStoredValuePayments(hashKey, ...told),
      learnLeaseSpending,
      (...told) => gifts.learnCharges(...told),
    ],
    async (...returned) => {
      await takeLeasesBack(...returned);
      await gifts.takeLeasesBack(...returned);
    },
    [
      {
        kinds: new Set(['giftAnswered', 'refundSettled']),
        take: (...told) => gifts.takeRecords(...told),
      },
      { kinds: new Set(['consentWithdrawn']), take: takeWithdrawals },
    ],
  );
  return createLedger({
    ...{ store, clock, log },
    ...(settings.mistakes ? { mistakes: settings.mistakes } : {}),
  });
}
