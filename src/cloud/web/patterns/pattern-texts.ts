/** The texts of the page of code rules, of its editor and of its try-out. */
import type { CodeField, CodePattern } from '../../../domain/code-pattern.ts';
import type { Text } from '../../../domain/text.ts';

export const patternTexts = {
  title: { zh: '条码规则', en: 'Code rules' },
  lead: {
    zh: '店内码和供应商码按顺序逐条比对，第一条吻合的规则决定怎么读。GS1 与标准商品条码不需要规则。',
    en: 'In-store and vendor codes are compared with these in order; the first that fits decides. GS1 and plain EAN codes need no rule.',
  },
  version: { zh: '生效版本 {version}', en: 'Version {version} in force' },
  notPublished: { zh: '尚未发布', en: 'Never published' },
  add: { zh: '新增规则', en: 'Add rule' },
  addTitle: { zh: '新增规则', en: 'New rule' },
  editTitle: { zh: '修改规则', en: 'Edit rule' },
  edit: { zh: '修改', en: 'Edit' },
  close: { zh: '关闭', en: 'Close' },
  noneYet: { zh: '还没有规则', en: 'No rules yet' },
  noneYetLead: {
    zh: '没有规则时，只认 GS1 与标准商品条码。',
    en: 'Without rules only GS1 and plain EAN codes are read.',
  },
  order: { zh: '顺序', en: 'Order' },
  earlier: { zh: '提前', en: 'Ask earlier' },
  later: { zh: '推后', en: 'Ask later' },
  rule: { zh: '规则', en: 'Rule' },
  structure: { zh: '结构', en: 'Structure' },
  state: { zh: '状态', en: 'State' },
  inForce: { zh: '生效中', en: 'In force' },
  changed: { zh: '改动待发布', en: 'Changed, not published' },
  fresh: { zh: '新增待发布', en: 'New, not published' },
  what: { zh: '名称', en: 'Name' },
  id: { zh: '编号', en: 'Id' },
  description: { zh: '读什么码', en: 'What it reads' },
  form: { zh: '写法', en: 'Written as' },
  separator: { zh: '分隔符', en: 'Separator' },
  fields: { zh: '字段，按码里的顺序', en: 'Fields, in the order of the code' },
  field: { zh: '字段 {place}', en: 'Field {place}' },
  addField: { zh: '添加字段', en: 'Add a field' },
  removeField: { zh: '删除字段 {place}', en: 'Remove field {place}' },
  places: { zh: '数位', en: 'Places' },
  placesHint: {
    zh: '数字代表自身，. 代表任意数字，{NNNDD} 是含小数位的数值，例如 23.....{NNNDD}.',
    en: 'A digit stands for itself, . for any digit, {NNNDD} for the value with its decimals: 23.....{NNNDD}.',
  },
  value: { zh: '数值是', en: 'The value is' },
  expression: { zh: '表达式', en: 'Expression' },
  expressionHint: {
    zh: '命名组：article、gtin、name、price、priceMinor、weightGrams、quantity、lot、serial、producedOn、expiresOn、bestBefore、shelfLifeDays',
    en: 'Named groups: article, gtin, name, price, priceMinor, weightGrams, quantity, lot, serial, producedOn, expiresOn, bestBefore, shelfLifeDays',
  },
  tryOut: { zh: '试一试', en: 'Try it' },
  tryCode: { zh: '样码', en: 'A sample code' },
  fits: { zh: '吻合', en: 'It fits' },
  fitsNot: { zh: '这条规则读不了这个码', en: 'This rule does not read this code' },
  takesEffect: { zh: '保存后，发布规则才会生效。', en: 'Takes effect when the rules are published.' },
  samples: { zh: '样码试读', en: 'Sample codes' },
  samplesLead: {
    zh: '每行一个样码。发布之前看看每个码怎么读、找到什么商品、与现在有什么不同。',
    en: 'One code a line. See how each is read, which product it finds and what would change, before you publish.',
  },
  samplesGo: { zh: '试读', en: 'Read them' },
  code: { zh: '码', en: 'Code' },
  readBy: { zh: '由谁读出', en: 'Read by' },
  says: { zh: '读出的内容', en: 'It says' },
  product: { zh: '商品', en: 'Product' },
  noProduct: { zh: '没有这个商品', en: 'no such product' },
  notRead: { zh: '读不出', en: 'not read' },
  now: { zh: '现在：{reading}', en: 'Today: {reading}' },
  same: { zh: '不变', en: 'No change' },
  change: { zh: '发布后改变', en: 'Would change' },
  publish: { zh: '发布规则', en: 'Publish rules' },
  publishWhat: {
    zh: '规则将作为新版本发布，每台机器收到后就按新规则读码。',
    en: 'The rules are published as a new version; every machine reads by them as soon as it has them.',
  },
  publishUndo: {
    zh: '需要撤回时，把规则改回去再发布一次。',
    en: 'To take it back, change the rules back and publish again.',
  },
} as const satisfies Record<string, Text>;

export const formNames: Readonly<Record<CodePattern['form']['form'], Text>> = {
  fields: { zh: '字段与分隔符', en: 'Fields and a separator' },
  nomenclature: { zh: '数位', en: 'Places of digits' },
  expression: { zh: '正则表达式', en: 'Regular expression' },
};

export const valueNames: Readonly<Record<'price' | 'weight' | 'quantity' | 'none', Text>> = {
  price: { zh: '价格', en: 'a price' },
  weight: { zh: '重量（千克）', en: 'a weight in kilograms' },
  quantity: { zh: '件数', en: 'pieces' },
  none: { zh: '没有数值', en: 'no value' },
};

export const fieldNames: Readonly<Record<CodeField, Text>> = {
  article: { zh: '货号', en: 'article' },
  gtin: { zh: '商品条码', en: 'GTIN' },
  name: { zh: '名称', en: 'name' },
  price: { zh: '价格', en: 'price' },
  priceMinor: { zh: '价格（分）', en: 'price, minor units' },
  weightGrams: { zh: '重量（克）', en: 'weight, grams' },
  quantity: { zh: '件数', en: 'pieces' },
  lot: { zh: '批号', en: 'lot' },
  serial: { zh: '序列号', en: 'serial number' },
  producedOn: { zh: '生产日期', en: 'produced on' },
  expiresOn: { zh: '到期日', en: 'expires on' },
  bestBefore: { zh: '最佳食用日', en: 'best before' },
  shelfLifeDays: { zh: '保质期（天）', en: 'shelf life, days' },
  ignored: { zh: '忽略', en: 'ignored' },
};

/** Readings that no rule made. */
export const otherReaders: Readonly<Record<string, Text>> = {
  gs1: { zh: 'GS1', en: 'GS1' },
  digitalLink: { zh: 'GS1 数字链接', en: 'GS1 Digital Link' },
  gtin: { zh: '标准商品条码', en: 'plain EAN or UPC' },
};
