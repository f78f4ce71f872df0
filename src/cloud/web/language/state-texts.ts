/** The names of states, tenders, kinds and roles, and how serious each state is. */
import type { Text } from '../../../domain/text.ts';
import type { Alarm, Kiosk, RestOrder, Role } from '../../../wire/rest.ts';

/** `good` is done, `busy` is on its way, `warning` wants a look, `bad` costs money, `quiet` says nothing. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'quiet';

export interface StateWords extends Text {
  readonly tone: Tone;
}

export const orderStates: Readonly<Record<RestOrder['state'], StateWords>> = {
  selecting: { zh: '选购中', en: 'Choosing', tone: 'quiet' },
  deliveryRequestReceived: { zh: '待付款', en: 'To be paid', tone: 'busy' },
  paymentInExecution: { zh: '付款中', en: 'Paying', tone: 'busy' },
  paymentFinished: { zh: '已付款', en: 'Paid', tone: 'busy' },
  paymentFailed: { zh: '付款未成', en: 'Payment failed', tone: 'warning' },
  paymentCancelledByUser: { zh: '已取消', en: 'Cancelled', tone: 'quiet' },
  deliveryInExecution: { zh: '出货中', en: 'Delivering', tone: 'busy' },
  deliveryAndPaymentSuccess: { zh: '已完成', en: 'Completed', tone: 'good' },
  deliveryFailRefundInExecution: { zh: '退款中', en: 'Refunding', tone: 'warning' },
  deliveryFailRefundSuccess: { zh: '已退款', en: 'Refunded', tone: 'quiet' },
  deliveryFailRefundFailed: { zh: '退款失败', en: 'Refund failed', tone: 'bad' },
};

export const abandonReasons: Readonly<Record<NonNullable<RestOrder['abandoned']>, Text>> = {
  shopperCancelled: { zh: '顾客取消', en: 'Cancelled by the shopper' },
  timedOut: { zh: '无人操作', en: 'Nobody went on' },
  paymentUnknown: { zh: '付款结果未知', en: 'Payment unknown' },
  powerCut: { zh: '断电', en: 'Power cut' },
  vendWithdrawn: { zh: '售货机取消了请求', en: 'Withdrawn by the vending machine' },
};

export const chargeStates: Readonly<Record<RestOrder['payments'][number]['state'], StateWords>> = {
  intended: { zh: '等待结果', en: 'Waiting for the result', tone: 'busy' },
  paid: { zh: '已付款', en: 'Paid', tone: 'good' },
  failed: { zh: '未成功', en: 'Failed', tone: 'warning' },
  reversed: { zh: '已撤销', en: 'Reversed', tone: 'quiet' },
};

export const deliveryStates: Readonly<Record<RestOrder['deliveries'][number]['state'], StateWords>> = {
  started: { zh: '出货中', en: 'On its way', tone: 'busy' },
  delivered: { zh: '已出货', en: 'Delivered', tone: 'good' },
  notDelivered: { zh: '未出货', en: 'Not delivered', tone: 'bad' },
};

export const refundStates: Readonly<Record<RestOrder['refunds'][number]['state'], StateWords>> = {
  intended: { zh: '退款中', en: 'Refunding', tone: 'busy' },
  refunded: { zh: '已退回', en: 'Refunded', tone: 'good' },
  failed: { zh: '退款失败', en: 'Refund failed', tone: 'bad' },
};

export const payoutPurposes: Readonly<Record<RestOrder['payouts'][number]['purpose'], Text>> = {
  change: { zh: '找零', en: 'Change' },
  refund: { zh: '退回现金', en: 'Cash back' },
};

const proofs: Readonly<Record<string, Text>> = {
  dropSensor: { zh: '落货感应', en: 'drop sensor' },
  machineAnswer: { zh: '机器应答', en: "machine's answer" },
  doorSensor: { zh: '门感应', en: 'door sensor' },
};

/** How a delivery was proven. */
export function proofText(proof: string): Text {
  return proofs[proof] ?? { zh: '其他证明', en: 'other proof' };
}

export const presences: Readonly<Record<Kiosk['presence'], StateWords>> = {
  online: { zh: '在线', en: 'Online', tone: 'good' },
  offline: { zh: '离线', en: 'Offline', tone: 'bad' },
  unknown: { zh: '未知', en: 'Unknown', tone: 'warning' },
  neverSeen: { zh: '从未上线', en: 'Never seen', tone: 'quiet' },
};

export const deviceStates: Readonly<Record<Kiosk['devices'][number]['state'], StateWords>> = {
  ready: { zh: '正常', en: 'Ready', tone: 'good' },
  degraded: { zh: '受限', en: 'Limited', tone: 'warning' },
  unavailable: { zh: '不可用', en: 'Unavailable', tone: 'bad' },
};

const deviceKinds: Readonly<Record<string, Text>> = {
  scanner: { zh: '扫码器', en: 'Scanner' },
  printer: { zh: '打印机', en: 'Printer' },
  camera: { zh: '摄像头', en: 'Camera' },
  gpio: { zh: '输入输出板', en: 'I/O board' },
  dispenser: { zh: '出货装置', en: 'Dispenser' },
  cash: { zh: '现金设备', en: 'Cash device' },
  fingerprint: { zh: '指纹仪', en: 'Fingerprint reader' },
  speaker: { zh: '扬声器', en: 'Speaker' },
  journal: { zh: '流水', en: 'Journal' },
};

export function deviceKindText(kind: string): Text {
  return deviceKinds[kind] ?? { zh: kind, en: kind };
}

export const alarmKinds: Readonly<Record<Alarm['kind'], Text>> = {
  offline: { zh: '离线', en: 'Offline' },
  outOfService: { zh: '停止售卖', en: 'Out of service' },
  device: { zh: '设备', en: 'Device' },
  poison: { zh: '搁置记录', en: 'Set-aside record' },
  chainBroken: { zh: '流水链断开', en: 'Journal chain broken' },
  gap: { zh: '流水缺口', en: 'Records missing' },
  payment: { zh: '付款', en: 'Payment' },
  expiredGoods: { zh: '过期商品', en: 'Expired goods' },
  coupon: { zh: '优惠券', en: 'Coupon' },
  gift: { zh: '礼物', en: 'Gift' },
  books: { zh: '账目', en: 'Books' },
  parking: { zh: '停车', en: 'Parking' },
};

export const severities: Readonly<Record<Alarm['severity'], StateWords>> = {
  critical: { zh: '严重', en: 'Critical', tone: 'bad' },
  warning: { zh: '提醒', en: 'Warning', tone: 'warning' },
};

export const roles: Readonly<Record<Role, Text>> = {
  admin: { zh: '平台管理员', en: 'Platform admin' },
  owner: { zh: '店主', en: 'Owner' },
  operator: { zh: '运营', en: 'Operator' },
  finance: { zh: '财务', en: 'Finance' },
  technician: { zh: '技术员', en: 'Technician' },
  viewer: { zh: '只读', en: 'Viewer' },
};
