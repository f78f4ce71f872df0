/** Audited actions and their facts in an operator's words. */
import type { Text } from '../../../domain/text.ts';
import { joined } from '../language/counted.ts';

const actions: Readonly<Record<string, Text>> = {
  signIn: { zh: '登录', en: 'Signed in' },
  signOut: { zh: '退出登录', en: 'Signed out' },
  addKiosk: { zh: '登记机器', en: 'Registered a machine' },
  changeKiosk: { zh: '修改机器设置', en: 'Changed machine settings' },
  publishToKiosk: { zh: '发布到机器', en: 'Published to a machine' },
  publishToAll: { zh: '发布到所有机器', en: 'Published to all machines' },
  changeProduct: { zh: '修改商品', en: 'Changed a product' },
  removeProduct: { zh: '删除商品', en: 'Removed a product' },
  changePromotion: { zh: '修改促销', en: 'Changed a promotion' },
  removePromotion: { zh: '删除促销', en: 'Removed a promotion' },
  replaceCatalogue: { zh: '整体更换目录', en: 'Replaced the catalogue' },
  clearAlarm: { zh: '关闭告警', en: 'Closed an alarm' },
  addMerchant: { zh: '新增商户', en: 'Added a merchant' },
  addUser: { zh: '新增用户', en: 'Added a user' },
  removeUser: { zh: '删除用户', en: 'Removed a user' },
  addToken: { zh: '新增接口令牌', en: 'Made an API token' },
  removeToken: { zh: '吊销接口令牌', en: 'Revoked an API token' },
};

/** An action without words here is called by its own name. */
export function actionText(action: string): Text {
  return actions[action] ?? { zh: action, en: action };
}

const factNames: Readonly<Record<string, Text>> = {
  version: { zh: '版本', en: 'version' },
  machines: { zh: '机器', en: 'machines' },
  kiosks: { zh: '机器', en: 'machines' },
  sent: { zh: '已送达', en: 'sent' },
  products: { zh: '商品', en: 'products' },
  promotions: { zh: '促销', en: 'promotions' },
  priceMinor: { zh: '价格（分）', en: 'price, minor units' },
  role: { zh: '角色', en: 'role' },
  login: { zh: '用户名', en: 'login' },
  name: { zh: '名称', en: 'name' },
  kind: { zh: '种类', en: 'kind' },
  before: { zh: '原来', en: 'before' },
  after: { zh: '现在', en: 'now' },
  sha256: { zh: '校验值', en: 'SHA-256' },
};

const charactersMax = 160;

export function factText(facts: Readonly<Record<string, unknown>>): Text {
  const parts = Object.entries(facts).map(([name, value]): Text => {
    const words = factNames[name] ?? { zh: name, en: name };
    return { zh: `${words.zh} ${valueText(value)}`, en: `${words.en} ${valueText(value)}` };
  });
  return joined(parts, { zh: '，', en: ', ' });
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}
