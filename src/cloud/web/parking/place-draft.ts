/** A site or a lot while it is being edited, and what is wrong with it. Pure. */
import { localTime } from '../../../domain/local-time.ts';
import type { Text } from '../../../domain/text.ts';
import type { RequestBody } from '../../../wire/rest.ts';
import type { ParkingLotView, ParkingSiteView } from '../../../wire/rest-parking.ts';
import { parkingTexts as texts } from './parking-words.ts';

export interface Place {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface SiteDraft extends Place {
  readonly timeZone: string;
}

export interface LotDraft extends Place {
  readonly siteId: string;
  readonly tariffId: string | null;
  readonly own: boolean;
}

/** What can be sent, or what is wrong with it. */
export type MadePlace<B> =
  | { readonly body: B }
  | { readonly problems: Partial<Readonly<Record<keyof SiteDraft | keyof LotDraft, Text>>> };

export function siteDraft(site: ParkingSiteView | undefined, timeZone: string): SiteDraft {
  if (!site) return { id: '', nameZh: '', nameEn: '', timeZone };
  return { id: site.id, nameZh: site.name.zh, nameEn: site.name.en, timeZone: site.timeZone };
}

export function lotDraft(lot: ParkingLotView | undefined, siteId: string): LotDraft {
  if (!lot) return { id: '', nameZh: '', nameEn: '', siteId, tariffId: null, own: true };
  const { id, name, tariffId, own } = lot;
  return { id, nameZh: name.zh, nameEn: name.en, siteId: lot.siteId, tariffId, own };
}

function placeProblems({ id, nameZh, nameEn }: Place) {
  return {
    ...(/^[A-Za-z0-9_-]{1,64}$/.test(id) ? {} : { id: texts.wrongId }),
    ...(nameZh.trim() === '' ? { nameZh: texts.wanted } : {}),
    ...(nameEn.trim() === '' ? { nameEn: texts.wanted } : {}),
  };
}

function isZone(timeZone: string): boolean {
  try {
    localTime(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

export function siteOf(draft: SiteDraft): MadePlace<RequestBody<'changeParkingSite'>> {
  const { nameZh, nameEn, timeZone } = draft;
  const problems = {
    ...placeProblems(draft),
    ...(isZone(timeZone.trim()) ? {} : { timeZone: texts.wrongZone }),
  };
  if (Object.keys(problems).length > 0) return { problems };
  return { body: { name: { zh: nameZh.trim(), en: nameEn.trim() }, timeZone: timeZone.trim() } };
}

export function lotOf(draft: LotDraft): MadePlace<RequestBody<'changeParkingLot'>> {
  const { nameZh, nameEn, siteId, tariffId, own } = draft;
  const problems = placeProblems(draft);
  if (Object.keys(problems).length > 0) return { problems };
  return { body: { name: { zh: nameZh.trim(), en: nameEn.trim() }, siteId, tariffId, own } };
}
