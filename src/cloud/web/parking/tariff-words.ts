/** What the page of tariffs says, and a tariff told in words. */
import type { Currency } from '../../../domain/money.ts';
import type { ClassTariff } from '../../../domain/tariff.ts';
import type { Text } from '../../../domain/text.ts';
import { amountText } from '../parts/amount-text.ts';

export const tariffTexts = {
  lead: {
    zh: '保存会产生新版本；已在场的车按进场时的版本计费。',
    en: 'Saving makes a new version; cars that are there are charged by the one they came in under.',
  },
  add: { zh: '新增收费标准', en: 'Add a tariff' },
  editTitle: { zh: '修改收费标准', en: 'Change the tariff' },
  name: { zh: '名称', en: 'Name' },
  reads: { zh: '怎么收', en: 'What it costs' },
  version: { zh: '版本', en: 'Version' },
  madeAt: { zh: '保存于', en: 'Saved' },
  none: { zh: '还没有收费标准', en: 'No tariffs yet' },
  noneLead: { zh: '新增后可以分配给停车场。', en: 'Add one, then give it to a lot.' },
  general: { zh: '基本', en: 'In general' },
  dayBegins: { zh: '每天从', en: 'A day begins' },
  midnight: { zh: '站点的零点起算', en: 'at midnight of the site' },
  entry: { zh: '进场起每 24 小时', en: 'every 24 hours after entry' },
  leaveMinutes: { zh: '付款后离场时限（分钟）', en: 'Minutes to drive out after paying' },
  freeMinutes: { zh: '免费分钟', en: 'Free minutes' },
  freeAlways: { zh: '超过后也扣除免费分钟', en: 'Those who stay longer have them too' },
  dayCap: { zh: '每天封顶', en: 'Cap for a day' },
  dayCapHint: { zh: '留空为不封顶', en: 'Empty for none' },
  steps: { zh: '分段', en: 'Steps' },
  stepMinutes: { zh: '每单位（分钟）', en: 'Minutes a unit' },
  stepFee: { zh: '每单位收费', en: 'Fee a unit' },
  stepUnits: { zh: '单位数', en: 'Units' },
  forever: { zh: '当天剩余', en: 'rest of the day' },
  addStep: { zh: '增加一段', en: 'Add a step' },
  dropStep: { zh: '去掉这一段', en: 'Drop this step' },
  ownRates: { zh: '单独计费', en: 'Rates of its own' },
  asCar: { zh: '不单独计费时与小型车相同', en: 'Otherwise it is charged as a car' },
  wrongNumber: { zh: '需要整数', en: 'A whole number' },
  wrongAmount: { zh: '不是金额', en: 'No amount' },
  tryOut: { zh: '试算', en: 'Try it out' },
  tryLead: {
    zh: '按站点时区输入进出时间，看看要付多少。',
    en: 'Enter when a car comes and leaves, by the clock of the site, to see what it pays.',
  },
  comes: { zh: '进场', en: 'Comes in' },
  leaves: { zh: '离场', en: 'Leaves' },
  free: { zh: '免费', en: 'Free' },
  capped: { zh: '已封顶', en: 'capped' },
  wrongOrder: { zh: '离场要晚于进场', en: 'It must leave after it comes' },
  notYet: { zh: '改好标出的字段后再试算。', en: 'Mend the marked fields to try it out.' },
  parkedFor: { zh: '停车 {time}', en: 'parked {time}' },
  saved: { zh: '已保存为新版本', en: 'Saved as a new version' },
} as const satisfies Record<string, Text>;

const per = (minutes: number, fee: string): Text => ({
  zh: minutes === 60 ? `${fee}/小时` : `${fee}/${minutes} 分钟`,
  en: minutes === 60 ? `${fee} an hour` : `${fee} per ${minutes} min`,
});

/** `前 15 分钟免费 · 首 1 × ¥10.00/小时 · 之后 ¥5.00/小时 · 每天封顶 ¥60.00` */
export function tariffText(rates: ClassTariff, currency: Currency): Text {
  const parts: Text[] = [];
  const { freeMinutes, steps, dayCapMinor } = rates;
  if (freeMinutes > 0) parts.push({ zh: `前 ${freeMinutes} 分钟免费`, en: `first ${freeMinutes} min free` });
  for (const { minutes, feeMinor, units } of steps) {
    const each = per(minutes, amountText(feeMinor, currency));
    if (units !== null) parts.push({ zh: `先 ${units} × ${each.zh}`, en: `${units} × ${each.en}` });
    else parts.push(steps.length > 1 ? { zh: `之后 ${each.zh}`, en: `then ${each.en}` } : each);
  }
  if (dayCapMinor !== null) {
    const cap = amountText(dayCapMinor, currency);
    parts.push({ zh: `每天封顶 ${cap}`, en: `at most ${cap} a day` });
  }
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') };
}
