/**
 * Parking on the receipt: the stay, its fee, what the lot waived and 0.00; or what to do at the exit while the
 * lot has not answered. Rows as text of the receipt's own two columns; the caller makes them printable.
 */
import { faultCatalogue } from '../../domain/fault-catalogue.ts';
import { localTime } from '../../domain/local-time.ts';
import { formatMoney } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Language } from '../../domain/text.ts';

const words = {
  zh: {
    parking: '停车',
    since: '入场',
    hours: (h: number, m: number) => (h > 0 ? `${h} 小时 ${m} 分` : `${m} 分钟`),
    free: '本次购物免停车费',
    due: '停车费',
    leaveBy: '请在此时间前离场',
    open: '停车费将自动减免。出口未放行时，请出示本小票或按求助键。',
    refused: '停车费没有减免',
  },
  en: {
    parking: 'Parking',
    since: 'in since',
    hours: (h: number, m: number) => (h > 0 ? `${h} h ${m} min` : `${m} min`),
    free: 'Free with this purchase',
    due: 'Parking fee',
    leaveBy: 'Please leave by',
    open: 'Parking is being settled. If the barrier stays down, show this receipt or press for help.',
    refused: 'Parking was not settled',
  },
} as const;

/** `text` runs over the whole width; `small` rows belong to the one above. */
export type ParkingRow =
  | { readonly text: string; readonly small?: true }
  | { readonly left: string; readonly right: string; readonly small?: true };

/** `11-22 13:05` on the site's wall clock. */
function wallTime(atMs: number, timeZone: string): string {
  const { dateIso, minuteOfDay } = localTime(atMs, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${dateIso.slice(5)} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** None where the order has no parking. */
export function parkingRows(
  { parking, currency }: Order,
  language: Language,
  timeZone: string,
): ParkingRow[] {
  if (!parking || parking.state === 'asked') return [];
  const say = words[language];
  const money = (minor: number) => formatMoney(minor, currency);
  const head: ParkingRow = { text: `${say.parking} ${parking.carMasked}` };
  const { stay, leaveByMs, reason } = parking;
  if (parking.state === 'intended') return [head, { text: say.open, small: true }];
  if (parking.state === 'refused' || !stay) {
    const why = reason ? faultCatalogue[reason].shopper[language] : say.refused;
    return [head, { text: why, small: true }];
  }
  const minutes = Math.floor(stay.parkedS / 60);
  const stayed = say.hours(Math.floor(minutes / 60), minutes % 60);
  return [
    head,
    {
      left: `${wallTime(stay.enteredAtMs, timeZone)} ${say.since}, ${stayed}`,
      right: money(stay.feeMinor),
      small: true,
    },
    { left: say.free, right: money(-stay.feeMinor), small: true },
    { left: say.due, right: money(0) },
    ...(leaveByMs === undefined
      ? []
      : [{ left: say.leaveBy, right: wallTime(leaveByMs, timeZone), small: true as const }]),
  ];
}
