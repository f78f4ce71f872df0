/**
 * Makes days of payments over all channels, with both platforms' statements as they would be delivered and faults of
 * every category between them: `npm run generate:books -- --days D --payments N --seed S --out DIR [--faults F]`.
 * Writes `statements/`, `ours.tsv` (what the books hold) and `faults.json` (the truth).
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../test/support/books/books-files.ts';
import { planBooks } from '../test/support/books/books-plan.ts';
import { bookChannels, type OursPayment, type TrueFault } from '../test/support/books/day-maker.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  days: { type: 'integer', default: 10 },
  payments: { type: 'integer', default: 10000 },
  seed: { type: 'integer', default: 1 },
  faults: { type: 'integer' },
  out: { type: 'string' },
});
const { days, payments, seed, out } = values;
const faults = values.faults ?? Math.max(28, Math.round(payments / 1000));
if (out === undefined || days < 5 || payments < 1) {
  throw new Error('--out DIR is needed, at least 5 days and one payment');
}

function lines({
  channel,
  chargeId,
  orderId,
  machineId,
  amountMinor,
  tradeNo,
  atMs,
  state,
  refunds,
}: OursPayment) {
  const common = [channel, chargeId, orderId, machineId];
  return [
    ['payment', ...common, '', amountMinor, tradeNo, atMs, state],
    ...refunds.map((refund) => [
      'refund',
      ...common,
      refund.refundId,
      refund.amountMinor,
      '',
      refund.atMs,
      'refunded',
    ]),
  ].map((cells) => `${cells.join('\t')}\n`);
}

mkdirSync(join(out, 'statements'), { recursive: true });
const oursPath = join(out, 'ours.tsv');
rmSync(oursPath, { force: true });
const truth: TrueFault[] = [];
for (const planned of planBooks({ days, payments, seed, faults })) {
  appendFileSync(oursPath, planned.ours.flatMap(lines).join(''));
  truth.push(...planned.faults);
  for (const channel of bookChannels) {
    for (const [n, { bytes, damaged }] of filesOf(planned, channel).entries()) {
      const extension = channel === 'alipay' ? 'zip' : 'csv';
      const name = `${planned.day}-${channel}${damaged ? `-wrong-sums-${n + 1}` : ''}.${extension}`;
      writeFileSync(join(out, 'statements', name), bytes);
    }
  }
}
writeFileSync(
  join(out, 'faults.json'),
  `${JSON.stringify({ days, payments, seed, faults: truth }, null, 1)}\n`,
);
console.log(`${payments} payments on ${days} days with ${truth.length} faults in ${out}`);
