/** Goods taken into stock: recorded by scan or by hand, found, corrected; and what machines held back. */
import { Drawer, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { localTime } from '../../../domain/local-time.ts';
import type { GoodsInEntryView } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { PublishToAllButton } from '../machines/publish-button.tsx';
import { withFilter } from '../orders/order-filter.ts';
import { AddButton } from '../parts/add-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { goodsInColumns } from './goods-in-columns.tsx';
import { GoodsInForm } from './goods-in-form.tsx';
import { goodsInTexts as texts } from './goods-in-texts.ts';
import { HeldBackCard } from './held-back-card.tsx';
import { useGoodsInChanges } from './use-goods-in-changes.ts';

const pageRows = 50;

/** What is being recorded: nothing, goods that came in, or a correction of an entry. */
type Recording = 'nothing' | 'new' | GoodsInEntryView;

export function GoodsInPage() {
  const { say } = useLanguage();
  const { may, merchant } = useSession();
  const [search, setSearch] = useSearchParams();
  const [recording, setRecording] = useState<Recording>('nothing');
  const nowMs = useNow();
  const state = search.get('state') === 'all' ? 'all' : 'inForce';
  const asked = { text: search.get('text') ?? '', state, after: search.get('after') ?? undefined };
  const page = useRest('listGoodsIn', { query: { ...asked, limit: pageRows }, keepPrevious: true });
  const promotions = useRest('listPromotions', { query: { limit: 200 } }).data?.items ?? [];
  const names = new Map(promotions.map(({ promotionId, name }) => [promotionId, name]));
  const mayRecord = may('takeGoodsIn');
  const columns = goodsInColumns(say, {
    todayIso: localTime(nowMs, merchant.timeZone).dateIso,
    promotionName: (id) => names.get(id) ?? { zh: id, en: id },
    correct: mayRecord ? setRecording : undefined,
  });
  return (
    <>
      <PageHead title={texts.title}>
        {mayRecord ? <AddButton label={texts.add} add={() => setRecording('new')} /> : null}
        <PublishToAllButton />
      </PageHead>
      <div className="goods-in-page">
        <p className="quiet">{say(texts.lead)}</p>
        <div className="filters">
          <SearchField
            label={texts.search}
            value={asked.text}
            asked={(text) => setSearch(withFilter(search, { text }))}
          />
          <SegmentedControl
            aria-label={say(texts.which)}
            value={state}
            onChange={(chosen) =>
              setSearch(withFilter(search, { state: chosen === 'all' ? 'all' : undefined }))
            }
            data={(['inForce', 'all'] as const).map((value) => ({ value, label: say(texts[value]) }))}
          />
        </div>
        <div className="card flush">
          <Listing
            label={texts.title}
            columns={columns}
            rows={page.data?.items}
            rowKey={({ id }) => id}
            error={page.error}
            again={() => void page.refetch()}
            empty={<NothingYet filtered={asked.text !== '' || state === 'all'} />}
          />
        </div>
        <Pager next={page.data?.next} />
        <HeldBackCard />
      </div>
      <RecordingDrawer recording={recording} close={() => setRecording('nothing')} />
    </>
  );
}

function NothingYet({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title={texts.none} icon="search" />;
  return <Empty title={texts.noneYet} lead={texts.noneYetLead} icon="box" />;
}

function RecordingDrawer({ recording, close }: { recording: Recording; close: () => void }) {
  const { say } = useLanguage();
  const entry = typeof recording === 'string' ? undefined : recording;
  const changes = useGoodsInChanges(close);
  return (
    <Drawer
      opened={recording !== 'nothing'}
      onClose={close}
      position="right"
      size="lg"
      title={say(entry ? texts.correctTitle : texts.addTitle)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <GoodsInForm key={entry?.id ?? 'new'} entry={entry} {...changes} close={close} />
    </Drawer>
  );
}
