/**
 * Looks over the gateway's shoulder: notes the last call about each payment that settled nothing, for whoever
 * looks at open payments. Calls that settle a payment are not written down, so that a payment in good order
 * costs nothing. A note that cannot be kept changes nothing for the payment.
 */
import { sql } from 'kysely';
import { type FaultCode, faultChain } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { absentPlatform } from './absent-platform.ts';
import type { PlatformAccounts } from './gateway-ports.ts';
import type { PaymentPlatform, Trade } from './payment-platform.ts';

const notedCalls = ['pay', 'show', 'query', 'cancel', 'refund', 'queryRefund'] as const;

export interface Attempt {
  readonly merchantId: string;
  readonly machineId: string;
  /** The charge id or the refund id. */
  readonly refId: string;
  readonly what: (typeof notedCalls)[number];
  /** The kind of the outcome. */
  readonly answer: string;
  readonly reason?: FaultCode;
  readonly atMs: number;
}

/** Told of every call but those that take a payment at once or refuse it. */
export type NoteAttempt = (attempt: Attempt) => void;

/** Kinds of outcomes after which nothing is left to find out. */
const settling: readonly string[] = ['paid', 'shown', 'closed', 'done', 'refunded'];

/** Whether that outcome settles what was asked. */
export function settles({ what, answer }: Pick<Attempt, 'what' | 'answer'>): boolean {
  return settling.includes(answer) || (answer === 'failed' && (what === 'pay' || what === 'show'));
}

/** The same accounts, whose every call is told to `note`. */
export function notedAccounts(accounts: PlatformAccounts, clock: Clock, note: NoteAttempt): PlatformAccounts {
  const known = new WeakMap<PaymentPlatform, PaymentPlatform>();
  const noted = (platform: PaymentPlatform) => {
    const standing = known.get(platform) ?? notedPlatform(platform, clock, note);
    known.set(platform, standing);
    return standing;
  };
  return {
    platformOf: (merchantId, name) => {
      const platform = accounts.platformOf(merchantId, name);
      return platform && noted(platform);
    },
    absent: noted(absentPlatform),
    stop: () => accounts.stop(),
  };
}

interface Asked extends Trade {
  readonly refundId?: string;
}
type Call = (asked: Asked) => Promise<{ readonly kind: string; readonly reason?: FaultCode }>;

function notedPlatform(platform: PaymentPlatform, clock: Clock, note: NoteAttempt): PaymentPlatform {
  return new Proxy(platform, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as Call;
      const what = notedCalls.find((each) => each === name);
      if (!what) return call;
      return async (asked: Asked) => {
        const outcome = await call(asked);
        const { merchantId, machineId, chargeId, refundId } = asked;
        const { kind: answer, reason } = outcome;
        const refId = refundId ?? chargeId;
        const attempt = { merchantId, machineId, refId, what, answer, atMs: clock.now() };
        note(reason === undefined ? attempt : { ...attempt, reason });
        return outcome;
      };
    },
  });
}

/** Keeps the notes in the database, and tells `noted` of each that is kept. */
export function sqlAttempts(db: CloudDatabase, log: Log, noted: (attempt: Attempt) => void): NoteAttempt {
  return (attempt) => {
    const kept = settles(attempt) ? Promise.resolve() : keep(db, attempt);
    kept.then(
      () => noted(attempt),
      (error: unknown) =>
        log.warn('an attempt was not noted', { refId: attempt.refId, fault: faultChain(error) }),
    );
  };
}

async function keep(db: CloudDatabase, attempt: Attempt): Promise<void> {
  const { merchantId, refId, what, answer, reason = null, atMs } = attempt;
  await sql`
    insert into payment_attempts (merchant_id, ref_id, what, answer, reason, tries, at_ms)
    values (${merchantId}, ${refId}, ${what}, ${answer}, ${reason}, 1, ${atMs})
    on conflict (merchant_id, ref_id) do update set
      what = excluded.what, answer = excluded.answer, reason = excluded.reason,
      tries = payment_attempts.tries + 1, at_ms = excluded.at_ms`.execute(db);
}
