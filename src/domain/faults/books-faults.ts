/** The books: closed days, statements, differences. */
import { type FaultEntry, notForShoppers } from './fault-entry.ts';

export const booksFaults = {
  BOOKS_UNBALANCED: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'An entry of the ledger of accounts does not add up; it was not written. A defect in the program.',
  },
  BOOKS_DAY_CLOSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This day of the books cannot be closed: it is not over, or it is closed already.',
  },
  BOOKS_BROKEN: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The nightly check found entries that do not add up, or a closed day that holds something else than when it was closed. The alarm says which.',
  },
  STATEMENT_ENCODING: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement is not in the encoding that its platform writes. Nothing of it was imported.',
  },
  STATEMENT_LAYOUT: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The statement does not have the lines, columns or archive that its platform writes. Nothing of it was imported.',
  },
  STATEMENT_TRUNCATED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement ends before its summary. Nothing of it was imported; fetch it again.',
  },
  STATEMENT_CELL: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'A cell of the statement cannot be read. Line and column are told; nothing of it was imported.',
  },
  STATEMENT_TOTALS: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'Rows and summary of the statement differ. Nothing of it was imported; ask the platform for another one.',
  },
  STATEMENT_OTHER_DAY: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The statement, or a row of it, is of another day than was asked for. Nothing of it was imported.',
  },
  STATEMENT_OTHER_ACCOUNT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement, or a row of it, is of another account. Nothing of it was imported.',
  },
  STATEMENT_KNOWN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This very statement was taken before; nothing changed.',
  },
  STATEMENT_HASH: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The statement does not have the hash that its platform named; it is fetched again.',
  },
  STATEMENT_NOT_READY: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The platform has no statement of the day yet; it is asked again later.',
  },
  DIFFERENCE_CLOSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Somebody closed this difference already; its history says who and how.',
  },
  DIFFERENCE_ACTION_UNFIT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This difference cannot be closed in that way; the answer names what fits.',
  },
  WRITE_OFF_LIMIT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The difference is larger than what may be written off; book it or claim it.',
  },
} as const satisfies Record<string, FaultEntry>;
