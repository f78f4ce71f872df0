/** Defects, configuration, and what a program meets at its start. */
import { type FaultEntry, notForShoppers, sorry } from './fault-entry.ts';

export const programFaults = {
  INTERNAL_DEFECT: {
    retryable: false,
    shopper: sorry,
    technician: 'A defect in the program. Send the log chain to the maintainers.',
  },
  CONFIG_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The configuration does not fit its schema; every problem is listed. Mend the file and start again.',
  },
  INPUT_MALFORMED: {
    retryable: false,
    shopper: sorry,
    technician: 'A message or request does not fit its schema and was refused.',
  },
  INPUT_TOO_LARGE: {
    retryable: false,
    shopper: sorry,
    technician: 'A message or request is over its size limit and was refused.',
  },
  MONEY_OUT_OF_RANGE: {
    retryable: false,
    shopper: sorry,
    technician: 'An amount is no whole number of minor units or over the limit for one order.',
  },
  MONEY_MALFORMED: { retryable: false, shopper: sorry, technician: 'A decimal amount could not be read.' },
  PROFILE_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The machine profile does not fit its schema; every problem is listed.',
  },
  PROGRAM_NOT_READY: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'A program ended or hung before it was ready. Its log says why.',
  },
  ADDRESS_UNREACHABLE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Nobody answers at this address. Is the program running, and is the address right?',
  },
  REQUEST_REFUSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The other side refused the request; its answer is in the cause.',
  },
} as const satisfies Record<string, FaultEntry>;
