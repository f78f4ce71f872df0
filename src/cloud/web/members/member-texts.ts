/** The texts of the members page and its editor. */
import type { Text } from '../../../domain/text.ts';

export const memberPageTexts = {
  title: { zh: '会员', en: 'Members' },
  search: { zh: '按姓名查找', en: 'Find by name' },
  add: { zh: '新增会员', en: 'Add member' },
  addTitle: { zh: '新增会员', en: 'New member' },
  edit: { zh: '修改', en: 'Edit' },
  editTitle: { zh: '修改会员', en: 'Edit member' },
  close: { zh: '关闭', en: 'Close' },
  noneYet: { zh: '还没有会员', en: 'No members yet' },
  noneYetLead: {
    zh: '新增会员后，把会员码交给顾客；机器设置里要打开“识别会员”。',
    en: 'Add one and hand over the member code. The machines’ settings must know members.',
  },
  noneFound: { zh: '没有这个姓名', en: 'Nobody of that name' },
  member: { zh: '会员', en: 'Member' },
  code: { zh: '会员码', en: 'Code' },
  phone: { zh: '手机号', en: 'Phone' },
  benefits: { zh: '权益', en: 'Has' },
  list: { zh: '清单显示', en: 'List shown' },
  memberPrice: { zh: '会员价', en: 'Member prices' },
  asSite: { zh: '按门店设置', en: 'As the site has it' },
  asAuthorised: { zh: '按本人授权', en: 'As they authorised' },
  who: { zh: '会员是谁', en: 'Who it is' },
  name: { zh: '姓名', en: 'Name' },
  nameHint: { zh: '机器上只显示“王*明”这样的形式', en: 'Machines show it masked, as “A***”' },
  phoneHint: {
    zh: '只保存加密摘要，看不到原号码；留空表示不改',
    en: 'Kept as a keyed hash only; left empty it stays as it is',
  },
  phoneWrong: { zh: '这不是手机号', en: 'This is no phone number' },
  forgetPhone: { zh: '删除手机号', en: 'Remove the number' },
  settings: { zh: '本人授权的设置', en: 'Settings that they authorised' },
  authorised: {
    zh: '本人同意机器按自己的习惯显示清单',
    en: 'Agreed that machines show the list their way',
  },
  keptHours: { zh: '断网时机器可保留设置（小时）', en: 'Machines may keep it while offline (hours)' },
  saved: { zh: '已保存，下次出示会员码时生效。', en: 'Saved; in effect at the next greeting.' },
  removed: { zh: '会员已删除。', en: 'Member deleted.' },
  newCode: { zh: '换新会员码', en: 'New code' },
  newCodeAsk: {
    zh: '旧会员码立即失效，顾客要用新的。',
    en: 'The old code is void at once; the member needs the new one.',
  },
  codeTitle: { zh: '会员码', en: 'Member code' },
  codeOnce: {
    zh: '完整会员码只显示这一次，请现在交给顾客。',
    en: 'The whole code is shown this once. Hand it over now.',
  },
  removeTitle: { zh: '删除会员', en: 'Delete member' },
  removeAsk: {
    zh: '姓名、手机号和设置会永久删除，历史订单里只留下一个编号。',
    en: 'Name, number and settings are deleted for good; past orders keep a bare id.',
  },
  remove: { zh: '删除', en: 'Delete' },
} as const satisfies Record<string, Text>;
