/**
 * Tells the same charge request from another one under the same id, without keeping the payment code: an
 * HMAC under the cloud's own key over what decides who pays how much to whom. The subject and the deadline
 * are left out; they change nothing about the money.
 */
import { createHmac } from 'node:crypto';
import type { ChargeRequest } from '../../wire/messages.ts';

export function contentHash(key: Uint8Array, request: ChargeRequest): string {
  const { orderId, platform, authCode = null, amountMinor, currency } = request;
  const content = JSON.stringify([orderId, platform, authCode, amountMinor, currency]);
  return createHmac('sha256', key).update(content).digest('hex');
}
