/** What is said about goods that are held back for their date, on the page and by the voice. */
import type { HeldBack } from '../domain/held-back.ts';
import type { Text } from '../domain/text.ts';
import { dateText, datesTexts as texts } from './dates-texts.ts';
import type { Blanks } from './say.ts';

type Say = (text: Text, blanks?: Blanks) => string;
type Goods = readonly HeldBack[];

const dayMs = 86_400_000;

/** Expired goods weigh more than those whose date nobody can judge. */
export function warningTitle(goods: Goods): Text {
  return goods.some(({ reason }) => reason === 'expired') ? texts.expiredTitle : texts.unknownTitle;
}

export function warningNote(goods: Goods): Text {
  if (goods.every(({ reason }) => reason === 'clockUnknown')) return texts.unknownNote;
  return goods.some(({ wasListed }) => wasListed) ? texts.leftListNote : texts.notAddedNote;
}

/** Why it is held back: the date, and how it comes about where the production date is known. */
export function reasonsSaid(held: HeldBack, say: Say): string[] {
  const { producedOn, expiresOn, dateBy } = held;
  const days = producedOn === undefined ? 0 : daysBetween(producedOn, expiresOn);
  const said = [say(texts.soldUntil, { date: say(dateText(expiresOn)) })];
  if (producedOn !== undefined && days > 0) {
    const text = days === 1 ? texts.madeAndKeepsOneDay : texts.madeAndKeeps;
    said.push(say(text, { date: say(dateText(producedOn)), days }));
  }
  if (dateBy === 'goodsIn') said.push(say(texts.byGoodsIn));
  return said;
}

/** The warning as it is spoken: title, each of the goods with its date, what to do. */
export function warningSaid(goods: Goods, say: Say): string[] {
  const told = goods.map((held) => [say(held.name), ...reasonsSaid(held, say).slice(0, 1)].join(', '));
  return [say(warningTitle(goods)), ...told, say(warningNote(goods)).replace(/[。.]$/, '')];
}

function daysBetween(fromIso: string, toIso: string): number {
  return Math.round((Date.parse(toIso) - Date.parse(fromIso)) / dayMs);
}
