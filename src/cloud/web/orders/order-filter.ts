/** What the orders page is asked to show, as it stands in the address. */
import type { QueryValues } from '../rest/rest-client.ts';
import { readStateFilter, type StateFilter } from './order-states.ts';

export interface OrderFilter {
  readonly text: string;
  readonly kiosk: string | undefined;
  readonly state: StateFilter | undefined;
  /** Opened at or after, and before, UTC milliseconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

function readInstant(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** What the address says; what it says wrongly is passed over. */
export function readOrderFilter(search: URLSearchParams): OrderFilter {
  return {
    text: (search.get('text') ?? '').slice(0, 100),
    kiosk: search.get('kiosk') ?? undefined,
    state: readStateFilter(search.get('state')),
    from: readInstant(search.get('from')),
    to: readInstant(search.get('to')),
  };
}

/** The same address with something else asked for, from its first page. */
export function withFilter(
  search: URLSearchParams,
  change: Readonly<Record<string, string | number | undefined>>,
): URLSearchParams {
  const changed = new URLSearchParams(search);
  changed.delete('after');
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') changed.delete(name);
    else changed.set(name, String(value));
  }
  return changed;
}

/** The filter as the cloud is asked, without the state. */
export function filterQuery(filter: OrderFilter): QueryValues {
  return { text: filter.text, kiosk: filter.kiosk, from: filter.from, to: filter.to };
}

export function isFiltered(filter: OrderFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}
