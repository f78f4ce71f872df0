/** What the page about other clients says. */
import type { PaymentOutcomeKind } from '../../../domain/payment-message.ts';
import type { Text } from '../../../domain/text.ts';
import type { ClientScope } from '../../../wire/client-schemas.ts';
import type { StateWords } from '../language/state-texts.ts';

export const clientTexts = {
  title: { zh: '接口客户端', en: 'API clients' },
  lead: {
    zh: '您自己的应用和收银机：付款预检、下单、收消息。接口说明见 /service/v1/openapi.json。',
    en: 'Your own apps and tills: they check payments, make orders and are told of the end. Described at /service/v1/openapi.json.',
  },
  add: { zh: '新增客户端', en: 'Add client' },
  name: { zh: '名称', en: 'Name' },
  scopes: { zh: '可以做什么', en: 'What it may do' },
  origins: { zh: '可以内嵌收银页的网站', en: 'Sites that may hold the cashier page' },
  originsHint: { zh: '每行一个，例如 https://shop.example', en: 'One a line, such as https://shop.example' },
  webhook: { zh: '消息推送地址', en: 'Address messages are pushed to' },
  webhookHint: {
    zh: '可不填；客户端也可以用事件流接收',
    en: 'May be empty; a client can also follow the stream',
  },
  save: { zh: '保存', en: 'Save' },
  revoke: { zh: '吊销', en: 'Revoke' },
  revokeAsk: {
    zh: '吊销后这个客户端立即不能再使用接口，无法恢复。它的订单和消息会保留。',
    en: 'It can use no interface from now on, for good. Its orders and messages stay.',
  },
  revoked: { zh: '已吊销', en: 'Revoked' },
  active: { zh: '可用', en: 'In use' },
  since: { zh: '创建时间', en: 'Since' },
  state: { zh: '状态', en: 'State' },
  none: { zh: '还没有客户端', en: 'No clients yet' },
  noneLead: { zh: '新增一个，让您的应用能收款。', en: 'Add one, and your app can take payments.' },
  secretTitle: { zh: '请立即保存', en: 'Keep these now' },
  secretLead: {
    zh: '令牌和推送密钥只显示这一次，之后无法再看到。',
    en: 'The token and the key of its webhook are shown this once and never again.',
  },
  token: { zh: '令牌', en: 'Token' },
  webhookSecret: { zh: '推送密钥', en: 'Key of the webhook' },
  done: { zh: '我已保存', en: 'I have kept them' },
  messages: { zh: '最近的消息', en: 'Latest messages' },
  noMessages: { zh: '还没有消息', en: 'No messages yet' },
  time: { zh: '时间', en: 'Time' },
  reference: { zh: '客户端订单号', en: 'Reference' },
  what: { zh: '内容', en: 'What' },
  amount: { zh: '金额', en: 'Amount' },
  pushed: { zh: '推送', en: 'Pushed' },
  tries: { zh: '{count} 次，{told}', en: '{count} tries, {told}' },
} as const satisfies Record<string, Text>;

export const scopeNames: Readonly<Record<ClientScope, Text>> = {
  verify: { zh: '付款预检', en: 'Check payments' },
  orders: { zh: '下单和收款', en: 'Make and pay orders' },
  messages: { zh: '接收消息', en: 'Read messages' },
  gifts: { zh: '礼物核销', en: 'Redeem gifts' },
};

export const kindNames: Readonly<Record<PaymentOutcomeKind, Text>> = {
  paymentSucceeded: { zh: '付款成功', en: 'Paid' },
  paymentFailed: { zh: '付款失败', en: 'Not paid' },
  verificationFailed: { zh: '检查未通过', en: 'Check not passed' },
  refunded: { zh: '已退款', en: 'Refunded' },
  refundFailed: { zh: '退款失败', en: 'Refund failed' },
  orderClosed: { zh: '订单关闭', en: 'Order closed' },
};

export const webhookStates: Readonly<Record<'none' | 'waiting' | 'delivered' | 'givenUp', StateWords>> = {
  none: { zh: '没有推送地址', en: 'No webhook', tone: 'quiet' },
  waiting: { zh: '等待送达', en: 'On its way', tone: 'busy' },
  delivered: { zh: '已送达', en: 'Delivered', tone: 'good' },
  givenUp: { zh: '放弃', en: 'Given up', tone: 'bad' },
};
