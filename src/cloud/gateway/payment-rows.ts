/** Charges and refunds as rows of the database and back. */
import type { Selectable } from 'kysely';
import type { FaultCode } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { CloudTables } from '../database/schema.ts';
import type { ChargeState, ChargeStateName } from './charge-machine.ts';
import type { Charge, Refund } from './gateway-ports.ts';
import type { RefundState } from './refund-machine.ts';

export type ChargeRow = Selectable<CloudTables['charges']>;
export type RefundRow = Selectable<CloudTables['refunds']>;

/** The columns that hold a charge's state. */
export function stateColumns(state: ChargeState) {
  return {
    state: state.name,
    reason: state.reason ?? null,
    platform_trade_no: state.platformTradeNo ?? null,
    submitted_at_ms: state.submittedAtMs ?? null,
    due_at_ms: state.dueAtMs ?? null,
    queries: state.queries,
    cancels: state.cancels,
    came_late: state.cameLate,
    reversal_wished: state.reversalWished ?? false,
    verification: state.verification ? JSON.stringify(state.verification) : null,
    shown_code: state.shownCode ? JSON.stringify(state.shownCode) : null,
  };
}

function stateOfRow(row: ChargeRow): ChargeState {
  return {
    name: row.state as ChargeStateName,
    ...(row.reason === null ? {} : { reason: row.reason as FaultCode }),
    ...(row.platform_trade_no === null ? {} : { platformTradeNo: row.platform_trade_no }),
    ...(row.submitted_at_ms === null ? {} : { submittedAtMs: Number(row.submitted_at_ms) }),
    ...(row.due_at_ms === null ? {} : { dueAtMs: Number(row.due_at_ms) }),
    queries: row.queries,
    cancels: row.cancels,
    cameLate: row.came_late,
    ...(row.reversal_wished ? { reversalWished: true as const } : {}),
    ...(row.verification === null ? {} : { verification: row.verification }),
    ...(row.shown_code === null ? {} : { shownCode: row.shown_code }),
  };
}

export function chargeOfRow(row: ChargeRow): Charge {
  const { platform, amount_minor, currency, content_hash } = row;
  const complete = platform !== null && amount_minor !== null && currency !== null;
  const terms = complete && {
    platform,
    amountMinor: Number(amount_minor),
    currency: currency as Currency,
    ...(content_hash === null ? {} : { contentHash: content_hash }),
    ...(row.shows_code ? { showsCode: true as const } : {}),
  };
  return {
    merchantId: row.merchant_id,
    machineId: row.machine_id,
    orderId: row.order_id,
    chargeId: row.charge_id,
    ...(terms ? { terms } : {}),
    state: stateOfRow(row),
    createdAtMs: Number(row.created_at_ms),
    version: Number(row.version),
  };
}

export function refundOfRow(row: RefundRow): Refund {
  const state: RefundState = {
    name: row.state as RefundState['name'],
    ...(row.fault === null ? {} : { fault: row.fault as FaultCode }),
    tries: row.tries,
    ...(row.due_at_ms === null ? {} : { dueAtMs: Number(row.due_at_ms) }),
  };
  return {
    merchantId: row.merchant_id,
    machineId: row.machine_id,
    orderId: row.order_id,
    refundId: row.refund_id,
    chargeId: row.charge_id,
    amountMinor: Number(row.amount_minor),
    currency: row.currency as Currency,
    reason: row.reason as FaultCode,
    state,
    createdAtMs: Number(row.intended_at_ms),
    version: Number(row.version),
  };
}
