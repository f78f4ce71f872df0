/** What goes wrong with free parking, in the operator's words; joined in `fault-texts.ts`. */
export const parkingFaultTexts = {
  PARKING_PLATE_INVALID: { zh: '车牌号有误', en: 'No number plate', advice: '输入的车牌不符合编码规则。' },
  PARKING_TICKET_INVALID: {
    zh: '不是停车票',
    en: 'No parking ticket',
    advice: '等待停车票时扫到的码不是停车票的格式。',
  },
  PARKING_CAR_UNKNOWN: {
    zh: '场内没有这辆车',
    en: 'Car not in the lot',
    advice: '停车场没有这个车牌或停车票的在场记录。',
  },
  PARKING_BILL_CHANGED: {
    zh: '停车账单已变',
    en: 'Parking bill changed',
    advice: '司机看到账单之后，应付金额变了。页面会显示新的账单。',
  },
  PARKING_CAR_LEFT: { zh: '车辆已离场', en: 'Car has left', advice: '停车场确认减免之前，车辆已经离场。' },
  PARKING_PERMIT: { zh: '固定车辆', en: 'Permit holder', advice: '停车场登记为固定车辆，不需要减免。' },
  PARKING_OTHER_GRANT: {
    zh: '已有其他优惠',
    en: 'Another discount',
    advice: '这次停车已享受其他优惠，停车场拒绝减免。',
  },
  PARKING_LOT_DOWN: {
    zh: '停车场无应答',
    en: 'Lot does not answer',
    advice: '停车场没有应答，或答复不明确。系统会自动再问。',
  },
  PARKING_ANSWER_FORGED: {
    zh: '停车场答复不可信',
    en: 'Lot answer forged',
    advice: '停车场答复的签名不对，或答非所问。请核对密钥和地址。',
  },
  PARKING_PAYMENT_DIFFERS: {
    zh: '停车付款前后不一',
    en: 'Parking payment differs',
    advice: '停车场把同一笔付款又报了一次，内容不同。账上保留第一次的；请与停车场核对哪次正确。',
  },
  PARKING_SIGNATURE_WRONG: {
    zh: '停车场消息签名不对',
    en: 'Lot message not signed',
    advice: '停车场发来的消息没有用有效的密钥签名。请为该停车场生成密钥并在对方系统中设置。',
  },
  PARKING_REQUEST_STALE: {
    zh: '停车场消息过时',
    en: 'Lot message out of time',
    advice: '停车场发来的消息与现在相差超过五分钟。请校准对方系统的时钟。',
  },
} as const;
