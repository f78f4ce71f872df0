/** Posts what a charge or refund came to, in the transaction that settles it. */
import { chargeEntry, refundEntry } from '../../domain/account-payments.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { Charge, Refund } from './gateway-ports.ts';

/** Only of one that was not paid `before`, or whose money came after its end. */
export async function postCharge(
  tx: CloudTransaction,
  before: Charge,
  after: Charge,
  atMs: number,
): Promise<void> {
  const paid = after.state.name === 'paid' && before.state.name !== 'paid';
  const late = after.state.cameLate && !before.state.cameLate;
  if (!after.terms || (!paid && !late)) return;
  const { platform: channel, amountMinor, currency } = after.terms;
  const { merchantId, machineId, orderId, chargeId, state } = after;
  const money = { machineId, orderId, chargeId, channel, amountMinor, currency };
  const entry = chargeEntry(late ? 'lateCharge' : 'charge', { ...money, atMs: state.submittedAtMs ?? atMs });
  await postEntries(tx, merchantId, [entry], atMs);
}

/** A reversed charge gave everything back by itself and is in no book: its refund moves nothing. */
export async function postRefund(tx: CloudTransaction, refund: Refund, atMs: number): Promise<void> {
  if (refund.state.name !== 'refunded') return;
  const { merchantId, machineId, orderId, refundId, chargeId, amountMinor, currency } = refund;
  const charge = await tx
    .selectFrom('charges')
    .select(['platform', 'state', 'came_late'])
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  if (!charge?.platform || (charge.state !== 'paid' && !charge.came_late)) return;
  const money = { machineId, orderId, refundId, channel: charge.platform, amountMinor, currency };
  await postEntries(tx, merchantId, [refundEntry({ ...money, atMs })], atMs);
}
