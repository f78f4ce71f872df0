/**
 * One line of the transaction log: every change of state of a charge or refund, written in the transaction
 * that changed it. Numbers rise in the order of commits, so a reader that has seen N misses nothing below.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { Result, ShownCode } from '../../wire/messages.ts';

export interface LoggedTransaction {
  readonly logId: number;
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  readonly about: 'charge' | 'refund';
  /** The charge id or the refund id. */
  readonly refId: string;
  readonly state: string;
  readonly reason?: FaultCode;
  readonly platformTradeNo?: string;
  /** A code for the machine to show, while it waits to be scanned. */
  readonly shownCode?: ShownCode;
  /** What was checked before any money moved, where that is why a charge failed. */
  readonly verification?: VerificationOutcome;
  readonly atMs: number;
}

/** What the machine is told of it. */
export function resultOf(line: Omit<LoggedTransaction, 'logId' | 'atMs'>, cloudTimeMs: number): Result {
  const reason = line.reason === undefined ? {} : { reason: line.reason };
  if (line.about === 'refund') {
    const state = line.state as Extract<Result, { about: 'refund' }>['state'];
    return { about: 'refund', refundId: line.refId, orderId: line.orderId, state, ...reason, cloudTimeMs };
  }
  const state = line.state as Extract<Result, { about: 'charge' }>['state'];
  return {
    about: 'charge',
    chargeId: line.refId,
    orderId: line.orderId,
    state,
    ...reason,
    ...(line.platformTradeNo === undefined ? {} : { platformTradeNo: line.platformTradeNo }),
    ...(line.shownCode === undefined ? {} : { shownCode: line.shownCode }),
    ...(line.verification === undefined ? {} : { verification: line.verification }),
    cloudTimeMs,
  };
}
