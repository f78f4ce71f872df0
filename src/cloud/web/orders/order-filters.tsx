/** The filter of the orders page; every choice goes into the address. */
import { Button, Select } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { dateForm, readDate, TypedField } from '../parts/typed-field.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { formatInstant, fromLocalField } from '../time/zone-time.ts';
import { isFiltered, type OrderFilter, withFilter } from './order-filter.ts';
import { stateFilters } from './order-states.ts';

const texts = {
  search: { zh: '订单号、商品或平台交易号', en: 'Order, product or trade number' },
  machine: { zh: '机器', en: 'Machine' },
  anyMachine: { zh: '全部机器', en: 'All machines' },
  state: { zh: '状态', en: 'State' },
  anyState: { zh: '全部状态', en: 'All states' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  clear: { zh: '清除筛选', en: 'Clear filter' },
};

const dateExample = '2026-08-28';
const dayMs = 24 * 3_600_000;

export function OrderFilters({ filter }: { filter: OrderFilter }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const [search, setSearch] = useSearchParams();
  const kiosks = useRest('listKiosks', { query: { limit: 200 } });
  const set = (change: Record<string, string | number | undefined>) => setSearch(withFilter(search, change));
  const dayOf = (atMs: number | undefined) =>
    atMs === undefined ? '' : formatInstant(atMs, merchant.timeZone, 'date');
  const fromDay = (value: string) => fromLocalField(value, merchant.timeZone);
  const machines = (kiosks.data?.items ?? []).map((kiosk) => ({ value: kiosk.id, label: say(kiosk.name) }));
  return (
    <div className="filters">
      <SearchField label={texts.search} value={filter.text} asked={(text) => set({ text })} />
      <Select
        aria-label={say(texts.machine)}
        placeholder={say(texts.anyMachine)}
        data={machines}
        value={filter.kiosk ?? null}
        onChange={(kiosk) => set({ kiosk: kiosk ?? undefined })}
        clearable
        searchable
      />
      <Select
        aria-label={say(texts.state)}
        placeholder={say(texts.anyState)}
        data={stateFilters.map(({ value, name }) => ({ value: value as string, label: say(name) }))}
        value={filter.state ?? null}
        onChange={(state) => set({ state: state ?? undefined })}
        clearable
      />
      <TypedField
        label={texts.from}
        lead={<span className="field-word">{say(texts.from)}</span>}
        form={dateForm}
        example={dateExample}
        value={dayOf(filter.from)}
        read={readDate}
        changed={(date) => set({ from: fromDay(date) })}
      />
      <TypedField
        label={texts.to}
        lead={<span className="field-word">{say(texts.to)}</span>}
        form={dateForm}
        example={dateExample}
        value={dayOf(filter.to === undefined ? undefined : filter.to - 1)}
        read={readDate}
        changed={(date) => set({ to: endOf(fromDay(date), merchant.timeZone) })}
      />
      {isFiltered(filter) ? (
        <Button
          variant="subtle"
          leftSection={<Icon name="cross" sizePx={16} />}
          onClick={() => setSearch({})}
        >
          {say(texts.clear)}
        </Button>
      ) : null}
    </div>
  );
}

/** Midnight after the day that begins at `atMs`, whatever the clocks do in between. */
function endOf(atMs: number | undefined, timeZone: string): number | undefined {
  if (atMs === undefined) return undefined;
  return fromLocalField(formatInstant(atMs + dayMs + dayMs / 8, timeZone, 'date'), timeZone);
}
