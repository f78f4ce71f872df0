/** Network and cloud: bundles, access, the database, requests. */
import { type FaultEntry, notForShoppers, sorry } from './fault-entry.ts';

export const cloudFaults = {
  NETWORK_DOWN: {
    retryable: true,
    shopper: { zh: '网络不通，可以用现金。', en: 'The network is down. Cash works.' },
    technician: 'No connection to the broker.',
  },
  BUNDLE_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A published bundle does not fit its schema or hash; the one before it stays in force.',
  },
  BUNDLE_NOT_KEPT: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The disk did not take a published bundle; the one before it stays in force.',
  },
  BUNDLE_MISSING: {
    retryable: true,
    shopper: { zh: '机器正在准备中，请稍候。', en: 'This machine is getting ready.' },
    technician: 'No catalogue has been published to this machine yet.',
  },
  LEDGER_GAP: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Records are missing between what the cloud has and what came; they are asked for again.',
  },
  TOPIC_FORBIDDEN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A message came on a topic that is not the sender’s; it was dropped.',
  },
  ACCESS_DENIED: {
    retryable: false,
    shopper: sorry,
    technician: 'No valid token, or the role does not allow this.',
  },
  NOT_FOUND: {
    retryable: false,
    shopper: sorry,
    technician: 'No such thing, or it belongs to another merchant.',
  },
  RATE_LIMITED: {
    retryable: true,
    shopper: sorry,
    technician: 'Too many requests or tries; wait and try again.',
  },
  DATABASE_UNAVAILABLE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The database does not answer.',
  },
  DATABASE_LOCKED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Another process has this database folder open. Stop it, or choose another folder.',
  },
  ALREADY_EXISTS: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Something with this id is there already and belongs elsewhere. Choose another id.',
  },
  EDITED_MEANWHILE: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Somebody else changed it since it was read. Read it again and make the change anew.',
  },
  ORDER_NOT_OPEN: {
    retryable: false,
    shopper: {
      zh: '这个订单现在不能付款，没有扣款。',
      en: 'This order cannot be paid now. Nothing was charged.',
    },
    technician: 'The order is being paid, paid, closed or out of time. Ask where it stands.',
  },
  ORDER_CANCELLED: {
    retryable: false,
    shopper: {
      zh: '商户取消了订单，已付的钱原路退回。',
      en: 'The shop cancelled the order. What you paid goes back to where it came from.',
    },
    technician: 'The client that made the order cancelled it; what was paid is given back.',
  },
  REQUEST_KEY_REUSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The same idempotency key came with another body. Take a new key for a new request.',
  },
  SCOPE_MISSING: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The client may not use this operation. Give it the scope in the console.',
  },
  LEASE_LOST: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Another process has taken over this work; nothing was changed here.',
  },
} as const satisfies Record<string, FaultEntry>;
