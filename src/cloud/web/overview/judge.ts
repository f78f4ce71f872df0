/** The overview's one sentence: what is wrong, worst first, and how bad the whole is. */
import type { Text } from '../../../domain/text.ts';
import type { Alarm, Kiosk, Overview, RestOrder } from '../../../wire/rest.ts';
import { counted, joined } from '../language/counted.ts';
import { needsLook } from '../machines/selling-state.ts';
import { isStuck } from '../orders/order-states.ts';

export interface OverviewFacts {
  readonly overview: Overview;
  readonly kiosks: readonly Kiosk[];
  readonly alarms: readonly Alarm[];
  readonly openOrders: readonly RestOrder[];
  readonly nowMs: number;
}

export interface Judgement {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly sentence: Text;
}

const comma: Text = { zh: '，', en: ', ' };
const stop: Text = { zh: '。', en: '.' };

export function judge(facts: OverviewFacts): Judgement {
  const { kiosks, open } = facts.overview;
  const stuck = facts.openOrders.filter((order) => isStuck(order, facts.nowMs)).length;
  const critical = facts.alarms.filter((alarm) => alarm.severity === 'critical').length;
  const problems: Text[] = [];
  const lost = lostText(facts);
  if (lost) problems.push(lost);
  if (stuck > 0) {
    problems.push({
      zh: `${stuck} 笔付款超过 5 分钟未了结`,
      en: `${counted(stuck, '', 'payment').en} not closed for more than 5 minutes`,
    });
  }
  if (open.poison > 0) {
    problems.push({
      zh: `${open.poison} 条记录无法入账`,
      en: `${counted(open.poison, '', 'record').en} set aside`,
    });
  }
  if (problems.length > 0) {
    const bad = lost !== undefined || stuck > 0 || critical > 0;
    return { tone: bad ? 'bad' : 'warning', sentence: ended(joined(problems, comma)) };
  }
  if (open.alarms > 0) {
    const alarms = counted(open.alarms, '个告警', 'alarm');
    return {
      tone: critical > 0 ? 'bad' : 'warning',
      sentence: {
        zh: `所有机器都在售卖，有 ${alarms.zh}待处理。`,
        en: `All machines are selling; ${alarms.en} open.`,
      },
    };
  }
  return { tone: 'good', sentence: calm(kiosks.total) };
}

/** The machines that are there and do not sell, and those the cloud does not hear. */
function lostText({ overview, kiosks }: OverviewFacts): Text | undefined {
  const lost = kiosks.filter(needsLook);
  const away = lost.filter((kiosk) => kiosk.presence !== 'online').length;
  const stopped = lost.length - away;
  const total = counted(overview.kiosks.total, '台机器', 'machine');
  const be = (count: number) => (count === 1 ? 'is' : 'are');
  if (stopped > 0 && away > 0) {
    return {
      zh: `${total.zh}中有 ${stopped} 台停止售卖、${away} 台离线`,
      en: `of ${total.en} ${stopped} ${be(stopped)} not selling and ${away} ${be(away)} offline`,
    };
  }
  if (stopped > 0) {
    return {
      zh: `${total.zh}中有 ${stopped} 台停止售卖`,
      en: `${stopped} of ${total.en} ${be(stopped)} not selling`,
    };
  }
  if (away > 0)
    return { zh: `${total.zh}中有 ${away} 台离线`, en: `${away} of ${total.en} ${be(away)} offline` };
  return undefined;
}

function calm(machines: number): Text {
  if (machines === 0) return { zh: '还没有登记机器。', en: 'No machines are registered yet.' };
  return {
    zh: '一切正常：所有机器都在售卖，没有待处理的事。',
    en: 'All is well: every machine sells and nothing is open.',
  };
}

function ended(text: Text): Text {
  return { zh: text.zh + stop.zh, en: text.en.charAt(0).toUpperCase() + text.en.slice(1) + stop.en };
}
