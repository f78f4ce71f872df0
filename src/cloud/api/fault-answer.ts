/** What a caller is told of a fault: a status, its code, and a sentence without anything confidential. */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { faultCatalogue } from '../../domain/fault-catalogue.ts';
import type { RestError } from '../../wire/rest.ts';

const statusOf: Partial<Record<FaultCode, number>> = {
  INPUT_MALFORMED: 400,
  INPUT_TOO_LARGE: 413,
  MONEY_OUT_OF_RANGE: 400,
  ACCESS_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  CODE_PLATFORM_UNKNOWN: 400,
  ORDER_NOT_OPEN: 409,
  PARKING_BILL_CHANGED: 409,
  PARKING_CAR_UNKNOWN: 404,
  PARKING_SIGNATURE_WRONG: 401,
  PARKING_REQUEST_STALE: 401,
  REQUEST_KEY_REUSED: 409,
  SCOPE_MISSING: 403,
  GIFT_CODE_WRONG: 403,
  GIFT_TAKEN: 409,
  GIFT_GIVER_BARRED: 403,
  GIFT_TRIES: 429,
  PASSKEY_NOT_HERE: 409,
  PASSKEY_LATE: 403,
  PASSKEY_UNKNOWN: 403,
  PASSKEY_REFUSED: 403,
  PASSKEY_COPIED: 403,
  PASSKEY_LIMIT: 409,
  MESSAGE_NOT_SENT: 503,
  EDITED_MEANWHILE: 409,
  PAY_NOT_OPEN: 409,
  RATE_LIMITED: 429,
  DATABASE_UNAVAILABLE: 503,
  NETWORK_DOWN: 503,
};

export interface FaultAnswer {
  readonly status: number;
  readonly body: RestError;
  /** Whether it is our defect, to be logged. */
  readonly defect: boolean;
}

/** The framework's own errors about a request carry a status below 500. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const status = (error as { statusCode?: unknown }).statusCode;
  if (status === 413) return new Fault('INPUT_TOO_LARGE', 'read the request', { cause: error });
  if (status === 404) return new Fault('NOT_FOUND', 'find the page', { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Fault('INPUT_MALFORMED', 'read the request', { cause: error });
  }
  return new Fault('INTERNAL_DEFECT', 'answer the request', { cause: error });
}

export function faultAnswer(error: unknown, signedIn: boolean): FaultAnswer {
  const fault = faultOf(error);
  const known = statusOf[fault.code];
  const status = fault.code === 'ACCESS_DENIED' && !signedIn ? 401 : (known ?? 500);
  const { where } = fault.facts;
  const detail = fault.code === 'INPUT_MALFORMED' && where !== undefined ? ` (${where})` : '';
  const attempted = fault.message.slice(fault.code.length + 2);
  const message = `Could not ${attempted}${detail}. ${faultCatalogue[fault.code].technician}`;
  return { status, body: { code: fault.code, message }, defect: known === undefined };
}
