/** Faults about members in the operator's words, a part of the table of all. */
export const memberFaultTexts = {
  MEMBER_UNKNOWN: {
    zh: '没有这位会员',
    en: 'No such member',
    advice: '出示的会员码或输入的手机号不属于本商户的任何会员。',
  },
  MEMBER_LATE: {
    zh: '未及时查到会员',
    en: 'Member looked up too slowly',
    advice: '云端没有及时答复，机器上也没有保存该会员的设置。',
  },
  MEMBER_TOO_MANY: {
    zh: '查会员次数太多',
    en: 'Too many member tries',
    advice: '短时间内试了太多不存在的会员码或手机号，稍后自动恢复。',
  },
  MEMBER_PHONE_INVALID: { zh: '手机号格式不对', en: 'No phone number', advice: '输入的内容不是手机号。' },
  MEMBER_NOT_HERE: {
    zh: '本机未开通会员',
    en: 'No members at this site',
    advice: '扫到了会员码，但这台机器的设置没有开通会员。',
  },
} as const;
