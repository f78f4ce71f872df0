/** The journal, its disk, and the clock. */
import { type FaultEntry, notForShoppers } from './fault-entry.ts';

export const journalFaults = {
  JOURNAL_DISK_FULL: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician:
      'The disk is full: nothing can be recorded, so nothing is sold. Free space; selling resumes by itself.',
  },
  JOURNAL_READ_ONLY: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician: 'The journal cannot be written (read-only file system or permissions).',
  },
  JOURNAL_CORRUPT: {
    retryable: false,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician:
      'The journal is damaged. It was left untouched for rescue; nothing is sold until a technician decides.',
  },
  JOURNAL_UNAVAILABLE: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician: 'The journal could not be written for another reason; see the cause.',
  },
  JOURNAL_LOCKED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Another process has this journal open.',
  },
  JOURNAL_CHAIN_BROKEN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A record does not carry the hash of the one before it: a record is missing or was altered.',
  },
  RECORD_POISONED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A record cannot be applied; it was set aside, the records after it go on.',
  },
  CLOCK_JUMPED: {
    retryable: true,
    shopper: notForShoppers,
    technician: "The machine's clock was set back or forth; check the battery and the time service.",
  },
  CLOCK_UNTRUSTED: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The clock was never confirmed since the start; leases and time windows are void.',
  },
} as const satisfies Record<string, FaultEntry>;
