/** The machines and their state as it is: heard or not, selling or why not, in step or behind. */
import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { Kiosk } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { withFilter } from '../orders/order-filter.ts';
import { Empty } from '../parts/empty.tsx';
import { Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useRest } from '../rest/use-rest.ts';
import { machineColumns } from './machine-columns.tsx';
import { PublishToAllButton } from './publish-button.tsx';
import { backlogOf, needsLook } from './selling-state.ts';

const pageRows = 200;

const texts = {
  title: { zh: '机器', en: 'Machines' },
  search: { zh: '名称或编号', en: 'Name or id' },
  show: { zh: '显示', en: 'Show' },
  none: { zh: '没有符合条件的机器', en: 'No machine fits this filter' },
  noneYet: { zh: '还没有登记机器', en: 'No machines are registered yet' },
  noneYetLead: {
    zh: '平台管理员登记后，机器会出现在这里。',
    en: "Machines appear here once the platform's admin registers them.",
  },
};

const shows = {
  all: { name: { zh: '全部', en: 'All' }, fits: () => true },
  selling: { name: { zh: '售卖中', en: 'Selling' }, fits: (kiosk: Kiosk) => kiosk.selling },
  lost: { name: { zh: '需要处理', en: 'To look after' }, fits: (kiosk: Kiosk) => needsLook(kiosk) },
  behind: {
    name: { zh: '落后', en: 'Behind' },
    fits: (kiosk: Kiosk) =>
      backlogOf(kiosk) > 0 || kiosk.bundle.publishedVersion !== kiosk.bundle.reportedVersion,
  },
} as const satisfies Record<string, { name: Text; fits: (kiosk: Kiosk) => boolean }>;

type Show = keyof typeof shows;

export function MachinesPage() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const after = search.get('after');
  const text = search.get('text') ?? '';
  const asked = search.get('show') ?? 'all';
  const show: Show = asked in shows ? (asked as Show) : 'all';
  const page = useRest('listKiosks', {
    query: { limit: pageRows, ...(after === null ? {} : { after }) },
    keepPrevious: true,
  });
  const all = page.data?.items;
  const shown = all?.filter((kiosk) => shows[show].fits(kiosk) && isNamed(kiosk, text));
  const set = (change: Record<string, string | undefined>) => setSearch(withFilter(search, change));
  return (
    <>
      <PageHead title={texts.title}>
        <PublishToAllButton />
      </PageHead>
      <div className="filters">
        <SearchField label={texts.search} value={text} asked={(asking) => set({ text: asking })} />
        <SegmentedControl
          aria-label={say(texts.show)}
          value={show}
          onChange={(chosen) => set({ show: chosen === 'all' ? undefined : chosen })}
          data={(Object.keys(shows) as Show[]).map((value) => ({
            value,
            label: `${say(shows[value].name)}${all ? ` ${all.filter(shows[value].fits).length}` : ''}`,
          }))}
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={machineColumns(say)}
          rows={shown}
          rowKey={(kiosk) => kiosk.id}
          rowTo={(kiosk) => `/machines/${kiosk.id}`}
          error={page.error}
          again={() => void page.refetch()}
          empty={<NoMachines any={(all?.length ?? 0) > 0} />}
        />
      </div>
      <Pager next={page.data?.next} />
    </>
  );
}

function isNamed(kiosk: Kiosk, text: string): boolean {
  const words = `${kiosk.id} ${kiosk.name.zh} ${kiosk.name.en}`.toLowerCase();
  return words.includes(text.toLowerCase());
}

function NoMachines({ any }: { any: boolean }) {
  if (any) return <Empty title={texts.none} icon="search" />;
  return <Empty title={texts.noneYet} lead={texts.noneYetLead} icon="machine" />;
}
