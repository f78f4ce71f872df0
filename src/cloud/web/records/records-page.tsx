/** Records that could not be applied and were set aside; what came after them went on. */
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Poison } from '../../../wire/rest.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';

const texts = {
  title: { zh: '搁置记录', en: 'Records set aside' },
  lead: {
    zh: '这些记录无法入账，已原样保留；其后的记录照常入账。',
    en: 'These records could not be applied and are kept as they came; the records after them went on.',
  },
  none: { zh: '没有搁置的记录', en: 'No records are set aside' },
  noneLead: { zh: '所有流水都已入账。', en: 'Everything the machines sent is in the books.' },
  reason: { zh: '原因', en: 'Reason' },
  record: { zh: '原始记录', en: 'The record as it came' },
  open: { zh: '展开', en: 'Show' },
  shut: { zh: '收起', en: 'Hide' },
  at: { zh: '搁置于', en: 'set aside' },
};

export function RecordsPage() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const page = useRest('listPoison', {
    query: { limit: 50, after: search.get('after') ?? undefined },
    keepPrevious: true,
  });
  const kiosks = useRest('listKiosks', { query: { limit: 200 } });
  const nameOf = (id: string) => {
    const kiosk = kiosks.data?.items.find((item) => item.id === id);
    return kiosk ? say(kiosk.name) : id;
  };
  if (page.error && !page.data) return <Failure error={page.error} again={() => void page.refetch()} />;
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)} />
      {page.data ? null : <PageLoading />}
      {page.data?.items.length === 0 ? <Empty title={texts.none} lead={texts.noneLead} /> : null}
      <div className="stack">
        {page.data?.items.map((poison) => (
          <RecordCard
            key={`${poison.kiosk}-${poison.journalId}-${poison.seq}`}
            poison={poison}
            name={nameOf(poison.kiosk)}
          />
        ))}
      </div>
      <Pager next={page.data?.next} />
    </>
  );
}

function RecordCard({ poison, name }: { poison: Poison; name: string }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <article className="card record">
      <div className="record-head">
        <div className="row-main">
          <h2>
            {say(faultTitle(poison.fault))}{' '}
            <StateBadge words={{ zh: `第 ${poison.seq} 条`, en: `record ${poison.seq}`, tone: 'warning' }} />
          </h2>
          <p className="quiet">{say(faultAdvice(poison.fault))}</p>
        </div>
        <div className="row-side end">
          <Link href={`/machines/${poison.kiosk}`}>{name}</Link>
          <span className="quiet">
            {say(texts.at)} <SiteTime atMs={poison.setAsideAtMs} style="secondOfYear" />
          </span>
        </div>
      </div>
      <p className="record-reason">
        <strong>{say(texts.reason)}</strong> <span lang="en">{poison.reason}</span>
      </p>
      <p className="id">{poison.journalId}</p>
      <button type="button" className="disclosure" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'arrowDown' : 'chevronRight'} sizePx={16} />
        {say(texts.record)} · {say(open ? texts.shut : texts.open)}
      </button>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre tabIndex={0}>{pretty(poison.text)}</pre>
      ) : null}
    </article>
  );
}

/** Indented where it is JSON, as it is where it is not. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
