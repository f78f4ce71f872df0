/** What the cashier page says, in both languages. */
import type { Text } from '../../../domain/text.ts';

export const cashierTexts = {
  title: { zh: '收银台', en: 'Checkout' },
  loading: { zh: '正在打开订单', en: 'Opening your order' },
  gone: { zh: '这个链接没有对应的订单', en: 'This link leads to no order' },
  goneNote: {
    zh: '链接可能已过期。请回到商家页面重新下单，没有扣款。',
    en: 'It may be too old. Go back to the shop and order again. Nothing was charged.',
  },
  stale: {
    zh: '暂时连不上，正在重试。画面可能不是最新的。',
    en: 'No connection right now, trying again. What you see may be out of date.',
  },
  order: { zh: '订单', en: 'Order' },
  toPay: { zh: '应付', en: 'To pay' },
  discount: { zh: '优惠', en: 'Discount' },
  timeLeft: { zh: '请在 {time} 内付款', en: 'Pay within {time}' },
  how: { zh: '怎么付款？', en: 'How do you want to pay?' },
  back: { zh: '换种方式', en: 'Another way' },
  showCode: { zh: '用付款码', en: 'With a payment code' },
  showCodeNote: { zh: '输入或扫描您的付款码：{platforms}', en: 'Type or scan your code: {platforms}' },
  scanCode: { zh: '用{platform}扫码', en: 'Scan with {platform}' },
  scanCodeNote: { zh: '用手机扫页面上的二维码', en: 'Scan the code on this page with your phone' },
  card: { zh: '用储值卡', en: 'With a stored-value card' },
  cardNote: { zh: '输入卡号和密码', en: 'Type its number and its PIN or password' },
  finger: { zh: '用指纹', en: 'With a fingerprint' },
  face: { zh: '用刷脸', en: 'With your face' },
  notHere: { zh: '此设备上不可用', en: 'Not available on this device' },
  fingerWhy: {
    zh: '网页不能使用指纹读头。请到机器上用指纹付款。',
    en: 'A web page cannot use a fingerprint reader. Pay by finger at a machine.',
  },
  faceWhy: {
    zh: '网页不采集人脸，也不会打开摄像头。',
    en: 'This page takes no picture of you and never opens a camera.',
  },
  codeLabel: { zh: '付款码', en: 'Payment code' },
  codeHint: {
    zh: '手机付款码下方的 16 到 24 位数字',
    en: 'The 16 to 24 digits under the code on your phone',
  },
  codeOdd: {
    zh: '这不像付款码，请核对后重试。',
    en: 'This does not look like a payment code. Please check it.',
  },
  pay: { zh: '付款 {amount}', en: 'Pay {amount}' },
  next: { zh: '下一步', en: 'Next' },
  cardLabel: { zh: '储值卡号', en: 'Card number' },
  cardHint: { zh: '以 90 开头的 18 到 24 位数字', en: '18 to 24 digits, beginning with 90' },
  waiting: { zh: '正在收款', en: 'Taking your payment' },
  waitingNote: { zh: '通常只要几秒，请不要关闭页面。', en: 'This usually takes a few seconds. Please stay.' },
  scanNow: { zh: '请用{platform}扫码付款', en: 'Scan this with {platform}' },
  qrLabel: { zh: '{platform}付款二维码', en: 'QR code to pay with {platform}' },
  tryAgain: { zh: '重新付款', en: 'Try again' },
  nothingCharged: { zh: '没有扣款', en: 'Nothing was charged' },
  help: { zh: '客服电话 {phone}', en: 'Help line {phone}' },
  paidAt: { zh: '交易号 {number}', en: 'Transaction {number}' },
  language: { zh: '语言', en: 'Language' },
} as const satisfies Record<string, Text>;

export const passwordTexts = {
  pinTitle: { zh: '请输入六位密码', en: 'Enter your six-digit PIN' },
  pinNote: {
    zh: '键位每次都不同。密码加密后才离开这台设备。',
    en: 'The keys change places every time. Your PIN leaves this device only sealed.',
  },
  passwordTitle: { zh: '请输入卡的密码', en: 'Enter your password' },
  passwordNote: {
    zh: '8 到 20 个字母、数字或符号。密码加密后才离开这台设备。',
    en: '8 to 20 letters, digits and signs. It leaves this device only sealed.',
  },
  typedChars: { zh: '已输入 {typed} 个字符', en: '{typed} characters typed' },
  keys: { zh: '安全键盘', en: 'Safety keypad' },
  typed: { zh: '已输入 {typed} 位，共 {of} 位', en: '{typed} of {of} digits typed' },
  delete: { zh: '删除', en: 'Delete' },
  clear: { zh: '清空', en: 'Clear' },
  letters: { zh: '字母', en: 'ABC' },
  digits: { zh: '数字', en: '123' },
  signs: { zh: '符号', en: '#+=' },
  shift: { zh: '大写', en: 'Capitals' },
  wrong: { zh: '密码不对，还可以试 {tries} 次。', en: 'That is not right. {tries} tries left.' },
  wait: { zh: '请等 {seconds} 秒再试。', en: 'Wait {seconds} s before the next try.' },
  noSeal: {
    zh: '这个浏览器不能加密密码，请换一个浏览器或换种方式付款。',
    en: 'This browser cannot seal your PIN. Use another browser, or pay another way.',
  },
} as const satisfies Record<string, Text>;
