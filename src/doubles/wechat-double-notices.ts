/** WeChat Pay's notices that an order was paid, as the platform writes, seals and signs them. */
import { createCipheriv } from 'node:crypto';
import type { SignedNotice } from './notice-sender.ts';
import type { BookedTrade } from './wallet-book.ts';
import type { WechatDoubleAccount } from './wechat-double-accounts.ts';
import { chinaTimeRfc3339, tradeBody } from './wechat-double-answers.ts';
import { signatureHeaders } from './wechat-double-signing.ts';

/** A signed notice about a paid order; `random` names and seals it, so that each is another one. */
export function wechatNotice(
  trade: BookedTrade,
  account: WechatDoubleAccount,
  nowMs: number,
  random: Uint8Array,
  otherwise: Readonly<Record<string, unknown>> = {},
): SignedNotice {
  const name = Buffer.from(random).toString('hex').slice(0, 32);
  const nonce = name.slice(0, 12);
  const associated = 'transaction';
  const plain = JSON.stringify({ ...tradeBody(trade, account.appid, 'NATIVE'), ...otherwise });
  const cipher = createCipheriv('aes-256-gcm', account.apiV3Key, nonce).setAAD(Buffer.from(associated));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const body = JSON.stringify({
    ...{ id: `EV-${name}`, create_time: chinaTimeRfc3339(nowMs), resource_type: 'encrypt-resource' },
    ...{ event_type: 'TRANSACTION.SUCCESS', summary: '支付成功' },
    resource: {
      ...{ original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM' },
      ...{ ciphertext: sealed.toString('base64'), associated_data: associated, nonce },
    },
  });
  return {
    headers: { 'content-type': 'application/json', ...signatureHeaders(body, account, nowMs, name) },
    body,
  };
}
