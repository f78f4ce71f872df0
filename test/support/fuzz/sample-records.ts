/** One record of every kind, as a journal would hold them: the beginnings of what fuzzing makes of them. */
import { nowMs } from './still-parts.ts';

const orderId = 'ord_1';
const name = { zh: '可乐', en: 'Cola' };
const line = {
  ...{ lineId: 'l1', productId: 'cola', name, category: 'drinks', quantity: 2, unitPriceMinor: 450 },
  ...{ regularMinor: 900, discountMinor: 0, dueMinor: 900, discounts: [], picture: 'cola' },
  delivery: { how: 'slot', slot: 'A1' },
};
const totals = { pieces: 2, regularMinor: 900, discountMinor: 0, dueMinor: 900 };
const target = { how: 'slot', slot: 'A1' };

const bodies: readonly object[] = [
  { kind: 'machineStarted', bootId: 'b1', version: '1', unclean: true },
  { kind: 'machineStopped', bootId: 'b1' },
  { kind: 'clockJumped', expectedMs: nowMs, foundMs: nowMs + 1 },
  { kind: 'bundleApplied', version: 3, sha256: 'a'.repeat(64) },
  {
    kind: 'deviceHealthChanged',
    deviceId: 'printer',
    device: 'printer',
    state: 'degraded',
    fault: 'PRINTER_PAPER_LOW',
  },
  { kind: 'basketChanged', orderId, currency: 'CNY', lines: [line], totals },
  {
    kind: 'orderSubmitted',
    orderId,
    currency: 'CNY',
    lines: [line],
    totals,
    bundleVersion: 3,
    language: 'zh',
  },
  { kind: 'orderReopened', orderId },
  {
    kind: 'goodsHeldBack',
    orderId,
    goods: [
      {
        ...{ productId: 'milk', name, quantity: 1, lot: 'L1', expiresOn: '2026-11-20', dateBy: 'goodsIn' },
        ...{ reason: 'expired', wasListed: true, producedOn: '2026-11-01' },
      },
    ],
  },
  { kind: 'heldBackAcknowledged', orderId },
  {
    kind: 'chargeIntended',
    orderId,
    chargeId: 'chg_1',
    platform: 'alipay',
    codeMasked: '28**',
    amountMinor: 900,
    currency: 'CNY',
    expiresAtMs: nowMs,
    verifiedBy: 'face',
  },
  { kind: 'chargeSettled', orderId, chargeId: 'chg_1', outcome: 'paid', platformTradeNo: 't1' },
  {
    kind: 'paymentRefused',
    ...{ orderId, tender: 'cash', amountMinor: 900 },
    verification: {
      rulesVersion: 2,
      place: 'machine',
      results: [{ key: 'single', label: name, passed: false, message: name, correction: 'changeList' }],
    },
  },
  { kind: 'cashInserted', orderId, amountMinor: 100, mark: { epoch: 'e1', count: 3 } },
  {
    kind: 'orderPaid',
    orderId,
    payments: [{ tender: 'code', amountMinor: 900, chargeId: 'chg_1', platform: 'alipay' }],
    changeMinor: 0,
  },
  {
    kind: 'deliveryStarted',
    orderId,
    deliveryId: 'd1',
    lineId: 'l1',
    piece: 0,
    target,
    dispenserId: 'shelf',
    mark: { epoch: 'e1', count: 1 },
  },
  { kind: 'deliveryEnded', orderId, deliveryId: 'd1', outcome: 'notDelivered', reason: 'DISPENSER_JAM' },
  {
    kind: 'refundIntended',
    orderId,
    refundId: 'r1',
    chargeId: 'chg_1',
    amountMinor: 450,
    currency: 'CNY',
    reason: 'DISPENSER_JAM',
  },
  { kind: 'refundSettled', orderId, refundId: 'r1', outcome: 'refunded' },
  {
    kind: 'payoutIntended',
    orderId,
    payoutId: 'p1',
    purpose: 'change',
    amountMinor: 100,
    mark: { epoch: 'e1', count: 4 },
  },
  { kind: 'payoutSettled', orderId, payoutId: 'p1', paidMinor: 50, owedMinor: 50 },
  { kind: 'cashSaleReported', orderId: 'ord_2', deliveryId: 'd9', currency: 'CNY', line, language: 'zh' },
  { kind: 'receiptIssued', orderId, receiptId: 'rc1', language: 'zh', receiptLine: '^^^Receipt' },
  { kind: 'receiptPrinted', orderId, receiptId: 'rc1', provedAtMs: nowMs },
  { kind: 'orderClosed', orderId, state: 'deliveryAndPaymentSuccess' },
  { kind: 'orderAbandoned', orderId: 'ord_3', reason: 'timedOut' },
  {
    ...{ kind: 'consentGiven', consentId: 'cns_1', purpose: 'enrolFace', textVersion: 1 },
    ...{ textHash: 'b'.repeat(64), language: 'zh', ageStated: true },
  },
  { kind: 'peopleSeen', purpose: 'enrolFace', consentId: 'cns_1', ranMs: 4_000, outcome: 'enrolled' },
  {
    ...{ kind: 'faceEnrolled', personId: 'psn_1', consentId: 'cns_1' },
    ...{ sealedHash: 'c'.repeat(64), keptDays: 30 },
  },
  { kind: 'consentWithdrawn', consentId: 'cns_1', purpose: 'enrolFace' },
  {
    ...{ kind: 'faceForgotten', personId: 'psn_1', reason: 'asked', sealedHash: 'c'.repeat(64) },
    ...{ storeHash: 'd'.repeat(64), left: 0 },
  },
];

export const sampleRecords = bodies.map((body, i) => ({
  seq: i + 1,
  at: nowMs + i,
  clock: 'synchronised',
  body,
}));
