/** Signing in: passkeys, and the text messages that codes go out by. */
import type { FaultEntry } from './fault-entry.ts';

export const passkeyFaults = {
  PASSKEY_NOT_HERE: {
    retryable: false,
    shopper: {
      zh: '这里不能用通行密钥，请用手机验证码登录。',
      en: 'Passkeys do not work here. Please sign in by a code to your phone.',
    },
    technician:
      'Passkeys are bound to a name of this cloud, and it has none: set its public address or the origin of passkeys.',
  },
  PASSKEY_LATE: {
    retryable: true,
    shopper: {
      zh: '时间太久了，请再试一次。',
      en: 'That took too long. Please try again.',
    },
    technician:
      'What a passkey answered was asked by nobody, too long ago, or answered before. A replay looks the same.',
  },
  PASSKEY_UNKNOWN: {
    retryable: false,
    shopper: {
      zh: '这里不认识这个通行密钥，请用手机验证码登录。',
      en: 'This passkey is not known here. Please sign in by a code to your phone.',
    },
    technician: 'A passkey was used that this merchant does not have: removed, or made at another merchant.',
  },
  PASSKEY_REFUSED: {
    retryable: false,
    shopper: {
      zh: '通行密钥没有通过验证，请再试，或用手机验证码登录。',
      en: 'The passkey did not prove who you are. Try again, or sign in by a code to your phone.',
    },
    technician:
      'What a passkey answered has a wrong signature, belongs to another site, or was given without looking who asks.',
  },
  PASSKEY_COPIED: {
    retryable: false,
    shopper: {
      zh: '这个通行密钥可能被复制过。请用手机验证码登录，再删除它。',
      en: 'This passkey may have been copied. Sign in by a code to your phone, then remove it.',
    },
    technician: 'The counter of a passkey did not go up: there may be two of it. Its owner should remove it.',
  },
  PASSKEY_LIMIT: {
    retryable: false,
    shopper: {
      zh: '通行密钥已经够多了，请先删除一个。',
      en: 'There are as many passkeys as there may be. Remove one first.',
    },
    technician: 'Somebody has as many passkeys as one person may have.',
  },
  MESSAGE_NOT_SENT: {
    retryable: true,
    shopper: {
      zh: '短信暂时发不出去，请过几分钟再试。',
      en: 'No text message can be sent right now. Please try again in a few minutes.',
    },
    technician:
      'The gateway of text messages refused one, or did not answer in time. See what it answered in the log.',
  },
} as const satisfies Record<string, FaultEntry>;
