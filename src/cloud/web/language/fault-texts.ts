/**
 * Faults in the operator's words: a short name in both languages, and what to do in Chinese beside the
 * catalogue's English. Every code of the catalogue has an entry, or this file does not compile.
 */
import { type FaultCode, faultCatalogue } from '../../../domain/fault-catalogue.ts';
import type { Text } from '../../../domain/text.ts';
import { benefitFaultTexts } from '../coupons/benefit-fault-texts.ts';
import { faceFaultTexts } from '../machines/face-fault-texts.ts';
import { memberFaultTexts } from '../members/member-fault-texts.ts';
import { giftFaultTexts } from '../orders/gift-fault-texts.ts';
import { parkingFaultTexts } from '../orders/parking-fault-texts.ts';
import { paymentFaultTexts } from '../payments/payment-fault-texts.ts';
import { financeFaultTexts } from './finance-fault-texts.ts';
import { passkeyFaultTexts } from './passkey-fault-texts.ts';

interface FaultWords extends Text {
  /** What is wrong and what to do, as the catalogue says it in English. */
  readonly advice: string;
}

const words: Readonly<Record<FaultCode, FaultWords>> = {
  INTERNAL_DEFECT: { zh: '程序缺陷', en: 'Program defect', advice: '程序有缺陷。请把日志交给维护人员。' },
  CONFIG_INVALID: {
    zh: '配置有误',
    en: 'Configuration invalid',
    advice: '配置不符合要求，问题已逐条列出。请改正后重新启动。',
  },
  INPUT_MALFORMED: {
    zh: '内容无法识别',
    en: 'Content not understood',
    advice: '消息或请求格式不对，已拒绝。',
  },
  INPUT_TOO_LARGE: { zh: '内容过大', en: 'Content too large', advice: '消息或请求超过大小上限，已拒绝。' },
  MONEY_OUT_OF_RANGE: {
    zh: '金额超出范围',
    en: 'Amount out of range',
    advice: '金额不是最小货币单位的整数，或超过单笔上限。',
  },
  MONEY_MALFORMED: { zh: '金额无法识别', en: 'Amount not understood', advice: '小数金额无法读取。' },
  CODE_UNKNOWN: { zh: '条码未知', en: 'Unknown code', advice: '扫到的条码不属于任何已发布的商品或规则。' },
  CODE_CHECK_DIGIT: {
    zh: '条码校验位不符',
    en: 'Wrong check digit',
    advice: '校验位不符：扫描有误，或标签印刷有问题。',
  },
  CODE_MALFORMED: { zh: '条码格式不对', en: 'Malformed code', advice: '条码不符合标准（GS1 通用规范）。' },
  CODE_IS_PAYMENT: { zh: '扫到了付款码', en: 'Payment code scanned', advice: '应扫商品时扫到了付款码。' },
  CODE_IS_GOODS: { zh: '扫到了商品码', en: 'Goods code scanned', advice: '应扫付款码时扫到了商品码。' },
  ITEM_EXPIRED: {
    zh: '商品过期',
    en: 'Item past its date',
    advice: '有人拿了过期商品来结算，没有售出。请把它从货架上撤下。',
  },
  ITEM_DATE_UNKNOWN: {
    zh: '日期无法核对',
    en: 'Date could not be checked',
    advice: '开机后还没有可信来源确认过时钟，站点设定此时不卖带日期的商品。请让机器联网或校准时钟。',
  },
  ITEM_WARNING_OPEN: {
    zh: '日期提示未确认',
    en: 'Date warning not acknowledged',
    advice: '日期提示还没有被确认时，有人扫了别的东西。',
  },
  ITEM_WEIGHT_MISSING: { zh: '缺少重量', en: 'Weight missing', advice: '称重商品的条码里没有重量或价格。' },
  BASKET_FULL: { zh: '清单已满', en: 'List full', advice: '清单达到行数或件数上限。' },
  PRODUCT_SOLD_OUT: { zh: '已售罄', en: 'Sold out', advice: '该选项已空，或在出货失败后被停用。' },
  OPTION_INVALID: { zh: '选项无效', en: 'Invalid option', advice: '配方选项超出范围。' },
  CARD_PIN_NEEDED: {
    zh: '卡需要密码',
    en: 'Card needs its PIN',
    advice: '有密码的卡在扣款时没有有效的授权：没有输入密码，或授权已用过、已过期。',
  },
  CARD_PIN_WRONG: {
    zh: '卡密码不对',
    en: 'Wrong card PIN',
    advice: '储值卡密码输错；每次尝试都先计数再核对。',
  },
  CARD_LOCKED: {
    zh: '卡已锁定',
    en: 'Card locked',
    advice: '密码连续输错太多次。核实持卡人后可在控制台解锁。',
  },
  CARD_NO_ANSWER: { zh: '查不到卡', en: 'No answer about a card', advice: '云端没有及时答复储值卡的查询。' },
  CARD_FINGER_REFUSED: {
    zh: '指纹未被接受',
    en: 'Finger refused',
    advice: '指纹结果未被接受：手指、机器或随机数不符，或已过期。',
  },
  CARD_OFFLINE_SPENT: {
    zh: '离线额度不足',
    en: 'Offline amount too small',
    advice: '这台机器没有该卡的离线额度，或剩余额度不够。',
  },
  DISPENSER_JAM: {
    zh: '出货卡住',
    en: 'Dispenser jam',
    advice: '限定时间内没有感应到落货。请先检查货道，再检查落货感应器。',
  },
  DISPENSER_EMPTY: { zh: '货道已空', en: 'Slot empty', advice: '货道或原料已空，请补货。' },
  DISPENSER_OFFLINE: {
    zh: '出货装置无响应',
    en: 'Dispenser offline',
    advice: '出货装置无响应。请检查电源和线缆。',
  },
  DISPENSER_REFUSED: { zh: '机器拒绝制作', en: 'Job refused', advice: '机器拒绝了这次制作，原因见详情。' },
  DISPENSER_NO_PROOF: {
    zh: '出货无法确认',
    en: 'Delivery not proven',
    advice: '感应器或机器无法确认商品是否出来。',
  },
  PRINTER_PAPER_OUT: {
    zh: '打印机缺纸',
    en: 'Printer out of paper',
    advice: '缺纸。请装纸卷，等待的小票会自动打印。',
  },
  PRINTER_PAPER_LOW: { zh: '打印纸将尽', en: 'Paper low', advice: '纸快用完了。' },
  PRINTER_COVER_OPEN: {
    zh: '打印机盖打开',
    en: 'Printer cover open',
    advice: '盖子开着。请关好，等待的小票会自动打印。',
  },
  PRINTER_OFFLINE: {
    zh: '打印机无响应',
    en: 'Printer offline',
    advice: '打印机无响应。请检查电源、线缆和地址。',
  },
  PRINTER_CUTTER: { zh: '切纸器故障', en: 'Cutter error', advice: '切纸器报错。请清除卡纸，再关开打印机。' },
  PRINTER_ERROR: {
    zh: '打印机卡住',
    en: 'Printer jammed',
    advice: '机构被卡住。请打开机盖、清除卡纸、关好机盖，会自动继续打印。',
  },
  PRINTER_OVERHEATED: {
    zh: '打印头过热',
    en: 'Printer too hot',
    advice: '打印头过热或被抬起，会自行恢复；如不恢复请检查通风。',
  },
  PRINTER_DEFECT: {
    zh: '打印机损坏',
    en: 'Printer defect',
    advice: '打印机报告无法恢复的错误。请关再开，仍有错误就更换。',
  },
  PRINTER_DRAWER_ABSENT: { zh: '没有钱箱', en: 'No cash drawer', advice: '机器配置里的打印机没有钱箱。' },
  PRINTER_NO_PROOF: { zh: '小票打印未确认', en: 'Print not proven', advice: '打印机没有确认内容已打完。' },
  SCANNER_OFFLINE: {
    zh: '扫码器无响应',
    en: 'Scanner offline',
    advice: '打不开扫码器。请检查线缆和机器配置。',
  },
  SCANNER_FRAME_MALFORMED: {
    zh: '扫码数据残缺',
    en: 'Torn scanner frame',
    advice: '扫码器送来残缺或过长的数据，已丢弃。请检查帧格式和波特率。',
  },
  CAMERA_OFFLINE: { zh: '摄像头无画面', en: 'Camera offline', advice: '摄像头没有画面。' },
  CAMERA_FRAME_TRUNCATED: { zh: '画面残缺', en: 'Picture cut off', advice: '画面不完整，已丢弃。' },
  PICTURE_MALFORMED: {
    zh: '照片打不开',
    en: 'Picture not readable',
    advice: '照片不是完整的 JPEG 或 PNG，已拒绝。如果来自摄像头，请检查线缆和负载。',
  },
  PICTURE_TOO_LARGE: {
    zh: '照片过大',
    en: 'Picture too large',
    advice: '照片超过 8 MiB 或 1200 万像素，已拒绝。',
  },
  PICTURE_SLOW: {
    zh: '照片识别超时',
    en: 'Picture took too long',
    advice: '识别照片中的条码用时过长，已放弃；识别线程已重新启动。',
  },
  PICTURE_READER_ENDED: {
    zh: '照片识别中断',
    en: 'Picture reader ended',
    advice: '识别照片的线程已结束；下一张照片会启动新的线程。',
  },
  PICTURE_WITHOUT_CODES: {
    zh: '照片中没有条码',
    en: 'No code in the picture',
    advice: '照片已读取，其中没有条码。',
  },
  PICTURE_ALL_LISTED: {
    zh: '照片中的商品已在清单里',
    en: 'Goods of the picture listed before',
    advice: '照片中的商品在同一笔交易的前一张照片里已经进了清单。',
  },
  PICTURE_CODE_UNREAD: {
    zh: '照片中有条码没看清',
    en: 'Code in a picture not read',
    advice: '照片中有条码无法识别：破损、模糊或被遮挡。',
  },
  CAMERA_STALLED: {
    zh: '摄像头停住',
    en: 'Camera stalled',
    advice: '摄像头已打开但没有画面，正在重新打开。请检查线缆和光线。',
  },
  FINGERPRINT_OFFLINE: {
    zh: '指纹仪无响应',
    en: 'Fingerprint reader offline',
    advice: '指纹仪没有响应。请检查线缆、电源和波特率。',
  },
  FINGERPRINT_PACKET_MALFORMED: {
    zh: '指纹仪数据损坏',
    en: 'Fingerprint reader garbled',
    advice: '指纹仪的回答残缺或校验不对。请检查线缆、电源和波特率。',
  },
  FINGERPRINT_REFUSED: {
    zh: '指纹仪拒绝操作',
    en: 'Fingerprint reader refused',
    advice: '指纹仪拒绝了操作：密码不对、没有这一页，或自身故障，详见附带信息。',
  },
  FINGERPRINT_NO_FINGER: {
    zh: '没有等到手指',
    en: 'No finger came',
    advice: '规定时间内没有人按指纹仪。',
  },
  FINGERPRINT_MISMATCH: {
    zh: '几次指纹不一致',
    en: 'Touches differ',
    advice: '一次登记中的几次按压不能合成同一个模板。',
  },
  SPEAKER_OFFLINE: {
    zh: '扬声器无声',
    en: 'Speaker silent',
    advice: '扬声器没有声音：缺少程序或声音设备，详见附带信息。',
  },
  GPIO_OFFLINE: {
    zh: '输入输出板无响应',
    en: 'I/O board offline',
    advice: '输入输出板无响应。请检查线缆和电源。',
  },
  GPIO_REFUSED: {
    zh: '输入输出板拒绝命令',
    en: 'I/O board refused',
    advice: '输入输出板拒绝命令，可能缺少该线路的设置。',
  },
  PROFILE_INVALID: {
    zh: '机器配置有误',
    en: 'Machine profile invalid',
    advice: '机器配置不符合要求，问题已逐条列出。',
  },
  JOURNAL_DISK_FULL: {
    zh: '磁盘已满',
    en: 'Disk full',
    advice: '磁盘已满，无法记录，因此停止售卖。腾出空间后自动恢复。',
  },
  JOURNAL_READ_ONLY: {
    zh: '流水不可写',
    en: 'Journal read-only',
    advice: '流水无法写入（文件系统只读或权限不足）。',
  },
  JOURNAL_CORRUPT: {
    zh: '流水损坏',
    en: 'Journal damaged',
    advice: '流水已损坏，原样保留待抢救；技术人员决定之前不售卖。',
  },
  JOURNAL_UNAVAILABLE: {
    zh: '流水不可用',
    en: 'Journal unavailable',
    advice: '流水因其他原因无法写入，见起因。',
  },
  JOURNAL_LOCKED: { zh: '流水被占用', en: 'Journal locked', advice: '另一个进程正在使用这份流水。' },
  JOURNAL_CHAIN_BROKEN: {
    zh: '流水链断开',
    en: 'Journal chain broken',
    advice: '一条记录没有带前一条的校验值：有记录缺失或被改动。',
  },
  RECORD_POISONED: {
    zh: '记录无法入账',
    en: 'Record set aside',
    advice: '一条记录无法入账，已搁置；其后的记录照常处理。',
  },
  CLOCK_JUMPED: { zh: '时钟跳变', en: 'Clock jumped', advice: '机器时钟被拨动。请检查电池和对时服务。' },
  CLOCK_UNTRUSTED: {
    zh: '时钟未确认',
    en: 'Clock untrusted',
    advice: '启动后时钟从未确认，租约和时段规则暂不生效。',
  },
  NETWORK_DOWN: { zh: '网络不通', en: 'Network down', advice: '连不上服务器。' },
  EDITED_MEANWHILE: {
    zh: '已被他人修改',
    en: 'Changed by somebody else',
    advice: '读取之后有人改过。请刷新页面，再改一次。',
  },
  BUNDLE_NOT_KEPT: {
    zh: '发布内容未能保存',
    en: 'Bundle not kept',
    advice: '磁盘没有收下发布内容，之前的版本继续有效。',
  },
  BUNDLE_INVALID: {
    zh: '发布内容无效',
    en: 'Bundle invalid',
    advice: '发布内容不符合要求或校验不符，之前的版本继续有效。',
  },
  BUNDLE_MISSING: {
    zh: '尚未发布商品',
    en: 'Nothing published yet',
    advice: '还没有向这台机器发布商品目录。',
  },
  LEDGER_GAP: {
    zh: '流水有缺口',
    en: 'Records missing',
    advice: '云端与收到的流水之间缺少记录，正在要求补发。',
  },
  TOPIC_FORBIDDEN: {
    zh: '主题不属于发送者',
    en: 'Topic not allowed',
    advice: '消息出现在不属于发送者的主题上，已丢弃。',
  },
  ACCESS_DENIED: { zh: '没有权限', en: 'Not allowed', advice: '没有有效登录，或该角色不允许此操作。' },
  NOT_FOUND: { zh: '没有找到', en: 'Not found', advice: '不存在，或属于其他商户。' },
  RATE_LIMITED: { zh: '请求过多', en: 'Too many requests', advice: '请求或尝试过多，请稍候再试。' },
  DATABASE_UNAVAILABLE: {
    zh: '数据库无响应',
    en: 'Database down',
    advice: '数据库没有应答。请稍后再试；持续出现请联系平台管理员。',
  },
  DATABASE_LOCKED: {
    zh: '数据库被占用',
    en: 'Database locked',
    advice: '另一个进程正在使用这个数据库目录。',
  },
  ALREADY_EXISTS: {
    zh: '编号已被占用',
    en: 'Already taken',
    advice: '这个编号已经存在并属于别处，请换一个。',
  },
  ORDER_NOT_OPEN: {
    zh: '订单不可付款',
    en: 'Order cannot be paid',
    advice: '订单正在付款、已付款、已关闭或已过期。请查询订单状态。',
  },
  ORDER_CANCELLED: {
    zh: '订单已取消',
    en: 'Order cancelled',
    advice: '下单的客户端取消了订单，已付的钱正在退回。',
  },
  REQUEST_KEY_REUSED: {
    zh: '幂等键重复使用',
    en: 'Request key reused',
    advice: '同一个幂等键带来了不同的内容。新的请求请用新的键。',
  },
  SCOPE_MISSING: {
    zh: '缺少权限范围',
    en: 'Scope missing',
    advice: '这个客户端没有使用该接口的权限，请在控制台中授予。',
  },
  LEASE_LOST: {
    zh: '已由他处接手',
    en: 'Taken over elsewhere',
    advice: '另一个进程已接手这项工作，这里没有改动任何内容。',
  },
  PROGRAM_NOT_READY: {
    zh: '程序未就绪',
    en: 'Program not ready',
    advice: '某个程序在就绪前结束或停住了，原因见它的日志。',
  },
  ADDRESS_UNREACHABLE: {
    zh: '地址无应答',
    en: 'Nobody answers',
    advice: '这个地址没有应答。请确认程序在运行、地址正确。',
  },
  REQUEST_REFUSED: { zh: '对方拒绝请求', en: 'Request refused', advice: '对方拒绝了请求，答复见起因。' },
  VEND_WITHDRAWN: {
    zh: '售货机取消请求',
    en: 'Request withdrawn',
    advice: '售货机控制器取消了请求：取消键、自身超时，或适配器断线。',
  },
  ...memberFaultTexts,
  ...paymentFaultTexts,
  ...financeFaultTexts,
  ...giftFaultTexts,
  ...passkeyFaultTexts,
  ...faceFaultTexts,
  ...parkingFaultTexts,
  ...benefitFaultTexts,
  SALE_BUSY: { zh: '当前步骤未完成', en: 'Sale busy', advice: '触摸或扫码与当前步骤不符，已忽略。' },
};

/** The fault's short name. */
export function faultTitle(code: FaultCode): Text {
  return words[code];
}

/** What is wrong and what to do. */
export function faultAdvice(code: FaultCode): Text {
  return { zh: words[code].advice, en: faultCatalogue[code].technician };
}
