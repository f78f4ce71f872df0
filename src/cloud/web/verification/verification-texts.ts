/** The texts of the page of verification rules and of its editors. */
import type { Text } from '../../../domain/text.ts';
import type { RulePlace } from '../../../domain/verification-data.ts';
import type { Correction } from '../../../domain/verification-outcome.ts';
import type { NamedValue } from '../../../domain/verification-rule.ts';

export const verificationTexts = {
  title: { zh: '付款检查', en: 'Verification rules' },
  lead: {
    zh: '收款之前逐条检查，全部通过才会扣款。没有通过的付款不会发送给任何平台。',
    en: 'Checked before any money moves: all of them must pass. A payment that does not is sent to no platform.',
  },
  add: { zh: '新增规则', en: 'Add rule' },
  addTitle: { zh: '新增规则', en: 'New rule' },
  editTitle: { zh: '修改规则', en: 'Edit rule' },
  edit: { zh: '修改', en: 'Edit' },
  noneYet: { zh: '还没有规则', en: 'No rules yet' },
  noneYetLead: {
    zh: '没有规则时，付款只由支付平台判断。',
    en: 'Without rules only the payment platforms judge a payment.',
  },
  order: { zh: '顺序', en: 'Order' },
  rule: { zh: '规则', en: 'Rule' },
  condition: { zh: '必须成立', en: 'Must hold' },
  place: { zh: '在哪里检查', en: 'Checked at' },
  leads: { zh: '没通过时引导', en: 'If not, leads to' },
  unknown: { zh: '数据未知时', en: 'If data is not known' },
  refuse: { zh: '拒绝付款', en: 'refuse the payment' },
  pass: { zh: '视为通过', en: 'let it pass' },
  state: { zh: '状态', en: 'State' },
  inForce: { zh: '生效中', en: 'In force' },
  changed: { zh: '改动待发布', en: 'Changed, not published' },
  fresh: { zh: '新增待发布', en: 'New, not published' },
  what: { zh: '名称', en: 'Name' },
  key: { zh: '编号', en: 'Key' },
  keyHint: { zh: '小写字母开头，例如 singleLimit', en: 'Begins with a small letter, such as singleLimit' },
  labelZh: { zh: '检查什么（中文）', en: 'What is checked, in Chinese' },
  labelEn: { zh: '检查什么（英文）', en: 'What is checked, in English' },
  checks: { zh: '检查', en: 'Check' },
  expression: { zh: '条件（CEL）', en: 'Condition (CEL)' },
  expressionHint: {
    zh: '成立即通过，例如 amountMinor <= 10000',
    en: 'Passes when it holds, such as amountMinor <= 10000',
  },
  column: { zh: '第 {column} 列', en: 'Column {column}' },
  names: { zh: '可以使用的名称', en: 'Names that can be used' },
  failed: { zh: '没有通过时', en: 'When it does not pass' },
  messageZh: { zh: '告诉顾客（中文）', en: 'The shopper is told, in Chinese' },
  messageEn: { zh: '告诉顾客（英文）', en: 'The shopper is told, in English' },
  tryOut: { zh: '试一试', en: 'Try it' },
  tryHint: {
    zh: '填入一笔付款的数据；留空表示未知。',
    en: 'Fill in the data of a payment; empty means not known.',
  },
  holds: { zh: '成立：付款可以继续', en: 'It holds: the payment may go on' },
  fails: { zh: '不成立：付款被拒绝', en: 'It does not hold: the payment is refused' },
  noAnswer: { zh: '没有答案：数据未知', en: 'No answer: something is not known' },
  values: { zh: '数值与名单', en: 'Values and lists' },
  valuesLead: { zh: '规则里写作 values.名称', en: 'Rules ask for them as values.name' },
  noValues: { zh: '还没有', en: 'None yet' },
  editValues: { zh: '修改数值', en: 'Edit values' },
  addValue: { zh: '新增数值', en: 'Add value' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类型', en: 'Kind' },
  value: { zh: '内容', en: 'Value' },
  dryRun: { zh: '用过去的付款试算', en: 'Dry run on past payments' },
  dryRunLead: {
    zh: '看看最近的付款中有多少会被这些规则拒绝。什么都不会改变。',
    en: 'How many of the latest payments these rules would have refused. Nothing is changed.',
  },
  dryRunGo: { zh: '试算最近 {payments} 笔', en: 'Run on the last {payments}' },
  dryRunSum: {
    zh: '看了 {payments} 笔付款，会拒绝 {refused} 笔。',
    en: 'Payments looked at: {payments}. Would have been refused: {refused}.',
  },
  dryRunNone: { zh: '还没有付款可以试算。', en: 'There are no payments to run on yet.' },
  refusedCount: { zh: '会拒绝', en: 'Would refuse' },
  unknownCount: { zh: '数据未知', en: 'Not known' },
  orders: { zh: '订单', en: 'Orders' },
  publish: { zh: '发布规则', en: 'Publish rules' },
  publishWhat: {
    zh: '规则将作为新版本发布：网关立即采用，机器随下一个目录版本采用。',
    en: 'The rules are published as a new version: the gateway uses them at once, machines with their next bundle.',
  },
  publishUndo: {
    zh: '需要撤回时，把规则改回去再发布一次。',
    en: 'To take it back, change the rules back and publish again.',
  },
  version: { zh: '生效版本 {version}', en: 'Version {version} in force' },
  notPublished: { zh: '尚未发布', en: 'Never published' },
  close: { zh: '关闭', en: 'Close' },
  remove: { zh: '删除', en: 'Remove' },
  takesEffect: { zh: '保存后，发布规则才会生效。', en: 'Takes effect when the rules are published.' },
} as const satisfies Record<string, Text>;

export const placeNames: Readonly<Record<RulePlace, Text>> = {
  machine: { zh: '机器（断网时也检查）', en: 'the machine, also offline' },
  cloud: { zh: '网关（仅付款码）', en: 'the gateway, payments by code' },
};

export const correctionNames: Readonly<Record<Correction, Text>> = {
  otherCode: { zh: '换一个付款码', en: 'another code' },
  otherTender: { zh: '换种付款方式', en: 'another way to pay' },
  changeList: { zh: '修改清单', en: 'the list' },
  askStaff: { zh: '联系客服', en: 'help' },
};

export const kindNames: Readonly<Record<NamedValue['kind'], Text>> = {
  number: { zh: '整数', en: 'whole number' },
  text: { zh: '文字', en: 'text' },
  list: { zh: '名单，每行一个', en: 'list, one a line' },
  table: { zh: '对照表，每行 名称 = 整数', en: 'table, name = number a line' },
};
