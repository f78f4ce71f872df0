/** What goes wrong with payments, refunds and cash, in the operator's words; joined in `fault-texts.ts`. */
export const paymentFaultTexts = {
  CODE_PLATFORM_UNKNOWN: {
    zh: '付款平台未知',
    en: 'Unknown payment platform',
    advice: '付款码不属于已配置的任何平台。',
  },
  PAY_NOT_VERIFIED: {
    zh: '付款前检查未通过',
    en: 'Not verified',
    advice: '付款前的规则拒绝了这笔付款，没有向任何平台发送请求。',
  },
  PAY_DECLINED: { zh: '付款被拒', en: 'Payment declined', advice: '平台拒绝了这笔付款。' },
  PAY_BALANCE_LOW: { zh: '余额不足', en: 'Balance too low', advice: '平台答复余额不足。' },
  PAY_CODE_INVALID: { zh: '付款码失效', en: 'Payment code invalid', advice: '付款码已过期或已使用过。' },
  PAY_CODE_USED: {
    zh: '付款码用过',
    en: 'Code used before',
    advice: '平台答复这个付款码已经用过，每个只能用一次。',
  },
  PAY_CODE_EXPIRED: {
    zh: '付款码过期',
    en: 'Code expired',
    advice: '平台答复付款码已过期，钱包每分钟换一次码。',
  },
  PAY_LIMIT_REACHED: { zh: '超出限额', en: 'Over a limit', advice: '金额超出付款人或商户在平台的限额。' },
  PAY_EXPIRED: {
    zh: '付款请求过期',
    en: 'Payment request expired',
    advice: '请求到达网关时已过期限，已拒绝。',
  },
  PAY_NOT_SENT: {
    zh: '付款请求未送达',
    en: 'Payment never sent',
    advice: '网关没有收到过这笔付款，平台也没有，已关闭。',
  },
  PAY_TIMED_OUT: { zh: '付款超时', en: 'Payment timed out', advice: '过了期限，付款已撤销。' },
  PAY_UNKNOWN: {
    zh: '付款结果未知',
    en: 'Payment unknown',
    advice: '付款结果未知，正在持续查询，直到有最终结果。',
  },
  PAY_OFFLINE: {
    zh: '离线，无法扫码付款',
    en: 'Offline, no code payment',
    advice: '连不上云端，付款请求不会发送。',
  },
  PAY_PLATFORM_DOWN: {
    zh: '付款平台无响应',
    en: 'Payment platform down',
    advice: '平台连不上，或答复系统错误。',
  },
  PAY_ANSWER_FORGED: {
    zh: '平台答复签名无效',
    en: 'Platform answer not authentic',
    advice: '平台答复没有有效签名，已忽略并重新查询。',
  },
  PAY_CONFLICT: {
    zh: '付款编号冲突',
    en: 'Charge id conflict',
    advice: '同一付款编号带着不同内容再次出现，已拒绝。',
  },
  PAY_SETTLED_BY_HAND: {
    zh: '人工了结',
    en: 'Settled by hand',
    advice: '有人在控制台了结了这笔付款；审计里有操作人和原因。',
  },
  PAY_NOT_OPEN: {
    zh: '付款已不能这样处理',
    en: 'Payment does not take that',
    advice: '这笔付款已有最终结果，或已有人先处理。请重新查看。',
  },
  REFUND_FAILED: { zh: '退款失败', en: 'Refund failed', advice: '平台拒绝退款，请查看未了结的付款。' },
  CASH_PAYOUT_SHORT: {
    zh: '找零不足',
    en: 'Change short',
    advice: '硬币斗付出的少于应找金额。请补充硬币；欠款记在订单上。',
  },
  CASH_PAYOUT_UNKNOWN: {
    zh: '找零待核对',
    en: 'Payout unknown',
    advice: '付出硬币时主板丢失计数，实付金额未知。请清点硬币斗；欠款记在订单上。',
  },
  CASH_OFFLINE: {
    zh: '现金设备无响应',
    en: 'Cash device offline',
    advice: '现金设备无响应。请检查线缆和主板。',
  },
} as const;
