/**
 * What a form shows, as its address says it: which form, grouped by what, of which days, narrowed to what. A
 * number leads to the address of the payments behind it.
 */
import {
  type FormGroup,
  type FormKind,
  type FormRow,
  formGroups,
  formKinds,
} from '../../../wire/rest-forms.ts';
import type { QueryValues } from '../rest/rest-client.ts';
import { type FormPeriod, periodOfAddress } from './form-period.ts';

/** Filters as the cloud names them. */
export const filterNames = ['sites', 'machine', 'lot', 'client', 'channel', 'product', 'hour'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export interface FormAddress {
  readonly form: FormKind;
  readonly by: readonly FormGroup[];
  readonly period: FormPeriod;
  readonly filters: Filters;
}

const usualGroup: Readonly<Record<FormKind, FormGroup>> = {
  site: 'site',
  channel: 'channel',
  regular: 'product',
  difference: 'channel',
};

export function readFormAddress(search: URLSearchParams, today: string): FormAddress {
  const form = formKinds.find((kind) => kind === search.get('form')) ?? 'site';
  const named = (search.get('by') ?? '').split(',');
  const by = formGroups.filter((group) => named.includes(group));
  by.sort((one, other) => named.indexOf(one) - named.indexOf(other));
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = search.get(name);
    if (value !== null && value !== '') filters[name] = value;
  }
  return {
    form,
    by: by.length === 0 ? [usualGroup[form]] : by.slice(0, 2),
    period: periodOfAddress(search, today),
    filters,
  };
}

/** The query of the payments behind it, or of the form's own numbers with `by`. */
export function filterQuery({ period, filters }: Pick<FormAddress, 'period' | 'filters'>): QueryValues {
  return { ...period, ...filters };
}

function addressText(path: string, values: QueryValues): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

export function formAddress({ form, by, ...rest }: FormAddress): string {
  return addressText('/finance/forms', { form, by: by.join(','), ...filterQuery(rest) });
}

export function paymentsAddress(rest: Pick<FormAddress, 'period' | 'filters'>): string {
  return addressText('/finance/payments', filterQuery(rest));
}

/** What one group's key narrows; a key that stands for all others narrows nothing that can be named. */
function narrowed(
  group: FormGroup,
  key: string,
  period: FormPeriod,
): { period?: FormPeriod; filters?: Filters } | undefined {
  switch (group) {
    case 'site': {
      const at = key.indexOf(':');
      const [kind, id] = [key.slice(0, at), key.slice(at + 1)];
      return { filters: kind === 'site' ? { sites: id } : { [kind]: id } };
    }
    case 'machine':
    case 'lot':
      return key === '' ? undefined : { filters: { [group]: key } };
    case 'channel':
      return { filters: { channel: key } };
    case 'product':
      return { filters: { product: key === '' ? '-' : key } };
    case 'hour':
      return { filters: { hour: String(Number(key)) } };
    case 'day':
      return { period: { from: key, to: key } };
    case 'month': {
      const from = `${key}-01` > period.from ? `${key}-01` : period.from;
      const end = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)), 0))
        .toISOString()
        .slice(0, 10);
      return { period: { from, to: end < period.to ? end : period.to } };
    }
  }
}

/** Where the numbers of a row lead; undefined where they are of all the others together. */
export function rowAddress({ by, period, filters }: FormAddress, { keys }: FormRow): string | undefined {
  let found: Pick<FormAddress, 'period' | 'filters'> = { period, filters };
  for (const [n, group] of by.entries()) {
    const more = narrowed(group, keys[n] ?? '', found.period);
    if (!more) return undefined;
    found = { period: more.period ?? found.period, filters: { ...found.filters, ...more.filters } };
  }
  return paymentsAddress(found);
}
