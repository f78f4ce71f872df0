/** Lines of the gateway's transaction log in an operator's words. */
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import type { Text } from '../../../domain/text.ts';
import { verificationOutcomeSchema } from '../../../domain/verification-outcome.ts';
import { faultCodeSchema, type OrderDetail } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import type { Tone } from '../language/state-texts.ts';
import type { EntryWords } from './record-words.ts';

type Entry = OrderDetail['history'][number];

const charge: Readonly<Record<string, Text & { readonly tone: Tone }>> = {
  created: { zh: '网关收到扣款请求', en: 'Gateway received the charge', tone: 'busy' },
  submitted: { zh: '已提交支付平台', en: 'Put to the platform', tone: 'busy' },
  userPaying: { zh: '等待顾客在手机上确认', en: "Waiting for the shopper's phone", tone: 'busy' },
  unknown: { zh: '结果未知，持续查询', en: 'Result unknown, being asked for', tone: 'warning' },
  reversing: { zh: '正在撤销', en: 'Being reversed', tone: 'warning' },
  paid: { zh: '平台确认收款', en: 'Platform confirmed the payment', tone: 'good' },
  failed: { zh: '平台拒绝，没有扣款', en: 'Platform declined, nothing charged', tone: 'warning' },
  reversed: { zh: '平台确认撤销', en: 'Platform confirmed the reversal', tone: 'warning' },
};

const refund: Readonly<Record<string, Text & { readonly tone: Tone }>> = {
  pending: { zh: '网关受理退款', en: 'Gateway took the refund', tone: 'busy' },
  refunded: { zh: '平台确认退款', en: 'Platform confirmed the refund', tone: 'good' },
  failed: { zh: '平台拒绝退款', en: 'Platform refused the refund', tone: 'bad' },
};

const otherCharge = { zh: '网关付款记录', en: 'Gateway log, charge', tone: 'quiet' } as const;
const otherRefund = { zh: '网关退款记录', en: 'Gateway log, refund', tone: 'quiet' } as const;

/**
 * The words of one line, whose kind is `charge.paid` and the like. What a newer cloud may add is shown as a
 * line of the gateway without more.
 */
export function gatewayWords(entry: Entry): EntryWords {
  const [about = '', state = ''] = entry.kind.split('.');
  const words = about === 'refund' ? (refund[state] ?? otherRefund) : (charge[state] ?? otherCharge);
  const { tone, ...title } = words;
  const parts = [reasonOf(entry), checksOf(entry), tradeOf(entry)].filter((part) => part !== undefined);
  return {
    icon: 'cloud',
    tone,
    title,
    ...(parts.length === 0
      ? {}
      : {
          note: {
            zh: parts.map((part) => part.zh).join(' · '),
            en: parts.map((part) => part.en).join(' · '),
          },
        }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function reasonOf(entry: Entry): Text | undefined {
  const code = faultCodeSchema.safeParse(entry.facts.reason);
  return code.success ? faultTitle(code.data as FaultCode) : undefined;
}

/** The checks that said no before the platform heard of it. */
function checksOf(entry: Entry): Text | undefined {
  const outcome = verificationOutcomeSchema.safeParse(entry.facts.verification);
  if (!outcome.success) return undefined;
  const { results, rulesVersion } = outcome.data;
  const labels = results.filter(({ passed }) => !passed).map(({ label }) => label);
  return {
    zh: `${labels.map(({ zh }) => zh).join('、')}（规则版本 ${rulesVersion}）`,
    en: `${labels.map(({ en }) => en).join(', ')} (rules v${rulesVersion})`,
  };
}

function tradeOf(entry: Entry): Text | undefined {
  const number = textOf(entry.facts.platformTradeNo);
  return number === undefined ? undefined : { zh: `交易号 ${number}`, en: `trade ${number}` };
}
