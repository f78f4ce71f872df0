/**
 * How a request that came in begins: put to its platform, or refused before any platform hears of it, because
 * there is no such account, or because the merchant's rules say no.
 */
import { hasPassed, type VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { ChargeRequest } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { ChargeInput } from './charge-machine.ts';
import type { PaymentPlatform, PayOrder, ShowOrder } from './payment-platform.ts';

/** Checks a request by the rules in force; undefined where the merchant has none. Throws if it cannot. */
export type VerifyCharge = (
  machine: Pick<MachineAddress, 'merchantId' | 'machineId'>,
  request: ChargeRequest,
) => Promise<VerificationOutcome | undefined>;

export async function firstInput(
  platform: PaymentPlatform | undefined,
  machine: MachineAddress,
  request: ChargeRequest,
  nowMs: number,
  verify: VerifyCharge | undefined,
): Promise<ChargeInput> {
  if (!platform) return { kind: 'refused', nowMs, reason: 'CODE_PLATFORM_UNKNOWN' };
  if (!platform.currencies.includes(request.currency)) {
    return { kind: 'refused', nowMs, reason: 'PAY_DECLINED' };
  }
  if (request.authCode === undefined && !platform.show) {
    return { kind: 'refused', nowMs, reason: 'PAY_DECLINED' };
  }
  const { expiresAtMs } = request;
  // A late one is never put to the platform, only asked for: it may have been in time in an earlier life.
  const verification = nowMs > expiresAtMs ? undefined : await verify?.(machine, request);
  if (verification && !hasPassed(verification)) {
    return { kind: 'refused', nowMs, reason: 'PAY_NOT_VERIFIED', verification };
  }
  return { kind: 'requested', nowMs, expiresAtMs };
}

/** What the platform is given: the scanned code, or what the code to show is made of. */
export function firstOrder(
  { merchantId, machineId }: Pick<MachineAddress, 'merchantId' | 'machineId'>,
  request: ChargeRequest,
  validMs: number,
): PayOrder | ShowOrder {
  const { chargeId, amountMinor, currency, subject, authCode } = request;
  const order = { merchantId, machineId, chargeId, amountMinor, currency, subject };
  return authCode === undefined ? { ...order, showsCode: true, validMs } : { ...order, authCode };
}
