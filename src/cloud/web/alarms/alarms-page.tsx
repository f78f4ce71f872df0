/** What is wrong now, by how long it stands, and what to do; what was wrong on request. */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Alarm, Kiosk } from '../../../wire/rest.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { alarmKinds, severities } from '../language/state-texts.ts';
import { withFilter } from '../orders/order-filter.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { useNotices } from '../parts/notices.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { Age, SiteTime } from '../time/site-time.tsx';
import { ageGroups, alarmsOfAge } from './alarm-age.ts';

const pageRows = 200;

const texts = {
  title: { zh: '告警', en: 'Alarms' },
  show: { zh: '显示', en: 'Show' },
  open: { zh: '未解除', en: 'Open' },
  all: { zh: '全部', en: 'All' },
  machine: { zh: '机器', en: 'Machine' },
  anyMachine: { zh: '全部机器', en: 'All machines' },
  none: { zh: '没有告警', en: 'No alarms' },
  noneLead: { zh: '机器和付款都正常。', en: 'Machines and payments are fine.' },
  times: { zh: '次', en: 'times' },
  since: { zh: '已有', en: 'for' },
  cleared: { zh: '解除于', en: 'cleared' },
  platform: { zh: '云端', en: 'Cloud' },
  clear: { zh: '处理完毕', en: 'Dealt with' },
  clearedNotice: {
    zh: '告警已关闭；问题再出现时会重新打开。',
    en: 'Alarm closed; it opens again if the trouble comes again.',
  },
};

export function AlarmsPage() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') === 'all' ? 'all' : 'open';
  const kiosk = search.get('kiosk') ?? undefined;
  const kiosks = useRest('listKiosks', { query: { limit: 200 } });
  const page = useRest('listAlarms', {
    query: { state, kiosk, after: search.get('after') ?? undefined, limit: pageRows },
    keepPrevious: true,
  });
  const names = new Map(kiosks.data?.items.map((item) => [item.id, item]));
  const set = (change: Record<string, string | undefined>) => setSearch(withFilter(search, change));
  return (
    <>
      <PageHead title={texts.title} />
      <div className="filters">
        <SegmentedControl
          aria-label={say(texts.show)}
          value={state}
          onChange={(chosen) => set({ state: chosen === 'all' ? 'all' : undefined })}
          data={[
            { value: 'open', label: say(texts.open) },
            { value: 'all', label: say(texts.all) },
          ]}
        />
        <Select
          aria-label={say(texts.machine)}
          placeholder={say(texts.anyMachine)}
          data={[...names.values()].map((item) => ({ value: item.id, label: say(item.name) }))}
          value={kiosk ?? null}
          onChange={(chosen) => set({ kiosk: chosen ?? undefined })}
          clearable
          searchable
        />
      </div>
      {page.error && !page.data ? <Failure error={page.error} again={() => void page.refetch()} /> : null}
      {page.data ? <AgeCards alarms={page.data.items} kiosks={names} /> : <PageLoading />}
      <Pager next={page.data?.next} />
    </>
  );
}

function AgeCards({ alarms, kiosks }: { alarms: readonly Alarm[]; kiosks: ReadonlyMap<string, Kiosk> }) {
  const nowMs = useNow();
  // The address may name a group, which was not there yet when the page opened.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  if (alarms.length === 0) return <Empty title={texts.none} lead={texts.noneLead} />;
  return ageGroups.map((group) => {
    const found = worstFirst(alarmsOfAge(alarms, group, nowMs));
    if (found.length === 0) return null;
    return (
      <div key={group.anchor} id={group.anchor} className="anchor">
        <Card title={group.name} aside={<span className="quiet number">{found.length}</span>}>
          <ul className="rows">
            {found.map((alarm) => (
              <AlarmRow key={alarm.id} alarm={alarm} kiosk={kiosks.get(alarm.kiosk ?? '')} />
            ))}
          </ul>
        </Card>
      </div>
    );
  });
}

/** Critical ones first, each kind in the order in which it came. */
function worstFirst(alarms: readonly Alarm[]): Alarm[] {
  const rank = (alarm: Alarm) => (alarm.severity === 'critical' ? 0 : 1);
  return [...alarms].sort((a, b) => rank(a) - rank(b));
}

function AlarmRow({ alarm, kiosk }: { alarm: Alarm; kiosk: Kiosk | undefined }) {
  const { say } = useLanguage();
  return (
    <li className="row">
      <span className="row-badge">
        <StateBadge words={severities[alarm.severity]} />
      </span>
      <span className="row-main">
        <span className="row-title">
          {say(faultTitle(alarm.fault))}
          <span className="quiet"> · {say(alarmKinds[alarm.kind])}</span>{' '}
          <span className="id">{alarm.subject}</span>
        </span>
        <span className="row-note">{say(faultAdvice(alarm.fault))}</span>
      </span>
      <span className="row-side end">
        {alarm.kiosk === null ? (
          <span className="quiet">{say(texts.platform)}</span>
        ) : (
          <Link href={`/machines/${alarm.kiosk}`}>{kiosk ? say(kiosk.name) : alarm.kiosk}</Link>
        )}
        <span className="quiet">
          <Standing alarm={alarm} />
        </span>
      </span>
      {alarm.clearedAtMs === null ? <ClearButton alarm={alarm} /> : null}
    </li>
  );
}

function Standing({ alarm }: { alarm: Alarm }) {
  const { say } = useLanguage();
  return (
    <>
      {alarm.clearedAtMs === null ? (
        <>
          {say(texts.since)} <Age sinceMs={alarm.sinceMs} kind="length" />
        </>
      ) : (
        <>
          {say(texts.cleared)} <SiteTime atMs={alarm.clearedAtMs} />
        </>
      )}
      {alarm.count > 1 ? ` · ${alarm.count} ${say(texts.times)}` : ''}
    </>
  );
}

function ClearButton({ alarm }: { alarm: Alarm }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const clear = useChange('clearAlarm', ['listAlarms', 'readOverview', 'listKiosks']);
  if (!may('publish')) return null;
  const go = () =>
    clear
      .mutateAsync({ path: { id: alarm.id } })
      .then(() => notices.done(texts.clearedNotice), notices.failed);
  return (
    <Button size="compact-sm" variant="default" loading={clear.isPending} onClick={() => void go()}>
      {say(texts.clear)}
    </Button>
  );
}
