/**
 * State → view: what the screen shows, from the sale's state, the order's facts and the machine's health.
 * Pure; the page says what happens now and what to do next, the order says what happened to the money.
 */
import { benefitsView } from './benefit-view.ts';
import { giftOf } from './gift-view.ts';
import { listOf } from './list-view.ts';
import { memberOf, memberWaysOf } from './member-view.ts';
import { parkingOf } from './parking-view.ts';
import { peopleOf } from './people-view.ts';
import { pageOf } from './phase-page.ts';
import { timeoutOf } from './shown-code-view.ts';
import { splitOf } from './split-view.ts';
import type { View, ViewSelection } from './view.ts';
import type { ViewSource } from './view-source.ts';

const nowhere = { zh: '自助售卖机', en: 'Kiosk' };
const noTotals = { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 };

/** The view to send now. */
export function buildView(source: ViewSource): View {
  const { sale, site, order } = source;
  const parking = parkingOf(order, sale);
  const submitted = order?.submitted === true && sale.phase !== 'listing';
  const lines = submitted ? order.lines : sale.basket.lines;
  return {
    revision: source.revision,
    serverTimeMs: source.nowMs,
    language: sale.language,
    machineName: site?.machineName ?? nowhere,
    merchantName: site?.merchantName ?? nowhere,
    kioskId: source.kioskId,
    helpPhone: site?.helpPhone ?? '',
    currency: site?.currency ?? 'CNY',
    online: source.online,
    page: pageOf(source),
    ...(sale.orderId === undefined ? {} : { orderId: sale.orderId }),
    lines,
    totals: submitted ? order.totals : (sale.basket.totals ?? noTotals),
    ...listOf(lines, site?.display, sale.member?.display),
    ...(sale.changedLineId === undefined ? {} : { changedLineId: sale.changedLineId }),
    selections: site?.selections ?? ([] as readonly ViewSelection[]),
    canScan: site?.canScan ?? false,
    ...(source.cameraReady ? { canPhotograph: true } : {}),
    ...(source.cameraOn ? { cameraOn: true } : {}),
    ...(source.machineSound === undefined ? {} : { machineSound: source.machineSound }),
    ...(parking === undefined ? {} : { parking }),
    ...splitOf(order),
    ...memberOf(sale),
    ...benefitsView(sale, order, site?.benefits, source.online),
    ...giftOf(sale, order, site?.gifts, source.giverWording),
    ...memberWaysOf(sale, site?.members),
    ...peopleOf(sale, site?.faces, source.cameraOn ?? false),
    ...(site === undefined ? {} : { timeZone: site.timeZone }),
    ...timeoutOf(sale),
    ...(sale.notice === undefined ? {} : { notice: { ...sale.notice, tone: 'warning' as const } }),
    limits: source.limits,
  };
}
