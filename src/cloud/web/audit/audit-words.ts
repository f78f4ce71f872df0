/** Audited actions and their facts in an operator's words. */
import type { Currency } from '../../../domain/money.ts';
import { type Text, textSchema } from '../../../domain/text.ts';
import { tenderNames } from '../../../look/shared-texts.ts';
import { roleSchema, tendersSchema } from '../../../wire/rest.ts';
import { joined } from '../language/counted.ts';
import { roles } from '../language/state-texts.ts';
import { amountText } from '../parts/amount-text.ts';
import { type EffectKind, effectNames } from '../promotions/effect-words.ts';

const actions: Readonly<Record<string, Text>> = {
  signIn: { zh: '登录', en: 'Signed in' },
  addKiosk: { zh: '登记机器', en: 'Registered a machine' },
  changeKiosk: { zh: '修改机器设置', en: 'Changed machine settings' },
  publish: { zh: '发布到机器', en: 'Published to machines' },
  changeProduct: { zh: '修改商品', en: 'Changed a product' },
  removeProduct: { zh: '删除商品', en: 'Removed a product' },
  changePromotion: { zh: '修改促销', en: 'Changed a promotion' },
  removePromotion: { zh: '删除促销', en: 'Removed a promotion' },
  changeVerificationRule: { zh: '修改付款检查规则', en: 'Changed a verification rule' },
  removeVerificationRule: { zh: '删除付款检查规则', en: 'Removed a verification rule' },
  changeVerificationValues: { zh: '修改检查规则的数值', en: 'Changed values of verification rules' },
  changeCodePatterns: { zh: '修改条码规则', en: 'Changed the code rules' },
  publishCodePatterns: { zh: '发布条码规则', en: 'Published code rules' },
  publishVerification: { zh: '发布付款检查规则', en: 'Published verification rules' },
  replaceCatalogue: { zh: '整体更换目录', en: 'Replaced the catalogue' },
  askPayment: { zh: '立即询问支付平台', en: 'Asked the platform about a payment' },
  reversePayment: { zh: '要求撤销付款', en: 'Had a payment reversed' },
  refundPayment: { zh: '再次退款', en: 'Had a refund tried again' },
  settlePayment: { zh: '人工了结付款', en: 'Settled a payment by hand' },
  takeGoodsIn: { zh: '登记进货', en: 'Recorded goods in' },
  correctGoodsIn: { zh: '更正进货', en: 'Corrected goods in' },
  withdrawGoodsIn: { zh: '撤销进货', en: 'Withdrew goods in' },
  clearAlarm: { zh: '关闭告警', en: 'Closed an alarm' },
  addMember: { zh: '新增会员', en: 'Added a member' },
  issueCoupons: { zh: '发放优惠券', en: 'Issued coupons' },
  freeCoupon: { zh: '解锁优惠券', en: 'Freed a coupon' },
  changeBenefitPolicy: { zh: '修改券和积分规则', en: 'Changed the rules of coupons and points' },
  grantPoints: { zh: '调整积分', en: 'Changed points' },
  changeMember: { zh: '修改会员', en: 'Changed a member' },
  renewMemberCode: { zh: '换新会员码', en: 'Renewed a member code' },
  dismissGiftReport: { zh: '忽略礼物举报', en: 'Dismissed the report of a gift' },
  barGiver: { zh: '停用送礼人', en: 'Stopped a giver' },
  liftGiverBar: { zh: '恢复送礼人', en: 'Let a giver give again' },
  returnReportedGift: { zh: '退回被举报的礼物', en: 'Gave the money of a reported gift back' },
  removeMember: { zh: '删除会员', en: 'Deleted a member' },
  openStoredValueCard: { zh: '开通储值卡', en: 'Opened a stored-value card' },
  setCardPin: { zh: '设置了卡密码', en: 'Set the PIN of a card' },
  unlockCard: { zh: '解锁了卡', en: 'Unlocked a card' },
  setCardOffline: { zh: '修改了卡的离线额度', en: 'Changed the offline amount of a card' },
  forgetCardFingers: { zh: '清除了卡的指纹和面部', en: 'Forgot the fingers and faces of a card' },
  addMerchant: { zh: '新增商户', en: 'Added a merchant' },
  addUser: { zh: '新增用户', en: 'Added a user' },
  removeUser: { zh: '删除用户', en: 'Removed a user' },
  addToken: { zh: '新增接口令牌', en: 'Made an API token' },
  removeToken: { zh: '吊销接口令牌', en: 'Revoked an API token' },
  addClient: { zh: '新增接口客户端', en: 'Added an API client' },
  changeClient: { zh: '修改接口客户端', en: 'Changed an API client' },
  revokeClient: { zh: '吊销接口客户端', en: 'Revoked an API client' },
  changeParkingSite: { zh: '修改停车站点', en: 'Changed a parking site' },
  changeParkingLot: { zh: '修改停车场', en: 'Changed a parking lot' },
  makeParkingLotKey: { zh: '生成停车场密钥', en: 'Made the key of a parking lot' },
  endParkingLotKey: { zh: '停用停车场密钥', en: 'Ended the key of a parking lot' },
  changeTariff: { zh: '修改停车收费标准', en: 'Changed a parking tariff' },
  changeMachineSite: { zh: '指定机器的场所', en: 'Said to which site a machine belongs' },
  changeFormSchedule: { zh: '修改报表发送计划', en: 'Changed a schedule of forms' },
  sendForm: { zh: '发送报表', en: 'Had forms sent' },
  sendFormAgain: { zh: '再次发送报表', en: 'Had forms sent again' },
  uploadStatement: { zh: '上传对账文件', en: 'Uploaded a statement' },
  fetchStatement: { zh: '取回对账文件', en: 'Fetched a statement' },
  compareDay: { zh: '重新对账', en: 'Compared a day again' },
  actOnDifference: { zh: '处理差异', en: 'Decided about a difference' },
  closeDay: { zh: '关账', en: 'Closed a day' },
  changeChannelRate: { zh: '修改渠道费率', en: 'Changed the rate of a channel' },
  cancelPreOrder: { zh: '取消订单', en: 'Cancelled an order' },
};

/** An action without words here is called by its own name. */
export function actionText(action: string): Text {
  return actions[action] ?? { zh: action, en: action };
}

/** The subject of a publication to all is no id. */
export function subjectText({ action, subject }: { action: string; subject: string }): Text | undefined {
  return action === 'publish' && subject === 'all' ? { zh: '所有机器', en: 'all machines' } : undefined;
}

const factNames: Readonly<Record<string, Text>> = {
  why: { zh: '原因', en: 'why' },
  end: { zh: '结果', en: 'ended' },
  amountMinor: { zh: '金额', en: 'amount' },
  state: { zh: '此前状态', en: 'was' },
  order: { zh: '订单', en: 'order' },
  version: { zh: '版本', en: 'version' },
  machine: { zh: '机器', en: 'machine' },
  machines: { zh: '机器数', en: 'machines' },
  kiosks: { zh: '机器', en: 'machines' },
  products: { zh: '商品数', en: 'products' },
  rules: { zh: '规则', en: 'rules' },
  values: { zh: '数值', en: 'values' },
  expression: { zh: '条件', en: 'condition' },
  place: { zh: '检查处', en: 'checked at' },
  promotions: { zh: '促销数', en: 'promotions' },
  patterns: { zh: '条码规则数', en: 'code patterns' },
  balanceMinor: { zh: '余额', en: 'balance' },
  offlineMinor: { zh: '离线额度', en: 'offline amount' },
  currency: { zh: '币种', en: 'currency' },
  priceMinor: { zh: '价格', en: 'price' },
  effect: { zh: '优惠方式', en: 'kind' },
  role: { zh: '角色', en: 'role' },
  site: { zh: '场所', en: 'site' },
  recipient: { zh: '收件人', en: 'recipient' },
  emails: { zh: '邮箱', en: 'addresses' },
  every: { zh: '频率', en: 'how often' },
  active: { zh: '启用', en: 'active' },
  from: { zh: '从', en: 'from' },
  to: { zh: '到', en: 'to' },
  siteId: { zh: '站点', en: 'site' },
  own: { zh: '自营', en: 'own' },
  tariffId: { zh: '收费标准', en: 'tariff' },
  appId: { zh: '应用编号', en: 'app id' },
  id: { zh: '编号', en: 'id' },
  name: { zh: '名称', en: 'name' },
  helpPhone: { zh: '客服电话', en: 'help line' },
  timeZone: { zh: '时区', en: 'time zone' },
  tenders: { zh: '收款方式', en: 'takes' },
};

const charactersMax = 120;
const same = (text: string): Text => ({ zh: text, en: text });

/** All facts of an entry as one text. */
export function factText(facts: Readonly<Record<string, unknown>>, currency: Currency): Text {
  const parts = Object.entries(facts).map(([name, value]): Text => {
    const words = factNames[name] ?? same(name);
    const said = valueText(name, value, currency);
    return { zh: `${words.zh} ${said.zh}`, en: `${words.en} ${said.en}` };
  });
  return joined(parts, { zh: '，', en: ', ' });
}

function valueText(name: string, value: unknown, currency: Currency): Text {
  if (typeof value === 'number') {
    return same(name.endsWith('Minor') ? amountText(value, currency) : String(value));
  }
  if (typeof value === 'string') {
    const role = roleSchema.safeParse(value);
    return role.success && name === 'role' ? roles[role.data] : same(shortened(value));
  }
  const text = textSchema.safeParse(value);
  if (text.success) return text.data;
  if (name === 'effect') return effectNames[(value as { kind: EffectKind }).kind] ?? same('');
  if (name === 'tenders') return tendersText(value);
  if (Array.isArray(value)) return same(shortened(value.join(', ')));
  return same(shortened(JSON.stringify(value)));
}

function tendersText(value: unknown): Text {
  const tenders = tendersSchema.safeParse(value);
  const taken = (['code', 'cash'] as const).filter((tender) => tenders.data?.[tender]);
  return joined(
    taken.map((tender) => tenderNames[tender]),
    { zh: '、', en: ' + ' },
  );
}

function shortened(text: string): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}
