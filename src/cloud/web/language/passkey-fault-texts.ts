/** Faults of signing in to the gift pages in the operator's words; a part of `fault-texts.ts`. */
export const passkeyFaultTexts = {
  PASSKEY_NOT_HERE: {
    zh: '不能使用通行密钥',
    en: 'Passkeys cannot be used',
    advice: '通行密钥要绑定云端的域名。请设置公开地址（publicUrl）或通行密钥的来源（passkeyOrigin）。',
  },
  PASSKEY_LATE: {
    zh: '通行密钥的回答过期',
    en: 'Answer of a passkey is too late',
    advice: '回答的问题不存在、已过期或已用过；重放攻击看起来也是这样。',
  },
  PASSKEY_UNKNOWN: {
    zh: '不认识的通行密钥',
    en: 'Passkey is not known',
    advice: '这个商户没有这个通行密钥：已被删除，或属于另一个商户。',
  },
  PASSKEY_REFUSED: {
    zh: '通行密钥未通过验证',
    en: 'Passkey proves nothing',
    advice: '签名不对、来自其他网站，或设备没有确认使用者本人。',
  },
  PASSKEY_COPIED: {
    zh: '通行密钥可能被复制',
    en: 'Passkey may have been copied',
    advice: '通行密钥的计数没有增加，可能有两份。请其主人用手机验证码登录后删除它。',
  },
  PASSKEY_LIMIT: {
    zh: '通行密钥过多',
    en: 'Too many passkeys',
    advice: '这个人的通行密钥已达上限，需要先删除一个。',
  },
  MESSAGE_NOT_SENT: {
    zh: '短信没有发出',
    en: 'Text message was not sent',
    advice: '短信网关拒绝了短信，或没有及时回答。日志里有它的回答。',
  },
} as const;
