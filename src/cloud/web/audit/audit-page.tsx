/** Who changed what, newest first. */
import { useSearchParams } from 'wouter';
import type { Currency } from '../../../domain/money.ts';
import type { Text } from '../../../domain/text.ts';
import type { AuditEntry } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { actionText, factText, subjectText } from './audit-words.ts';

const texts = {
  title: { zh: '审计', en: 'Audit' },
  lead: { zh: '每一次更改，谁在何时做了什么。', en: 'Every change: who did what, and when.' },
  none: { zh: '还没有更改', en: 'Nothing was changed yet' },
  refused: { zh: '您的角色不能查看审计', en: 'Your role may not read the audit' },
  at: { zh: '时间', en: 'Time' },
  actor: { zh: '谁', en: 'Who' },
  action: { zh: '做了什么', en: 'Did what' },
  subject: { zh: '对象', en: 'To what' },
  facts: { zh: '详情', en: 'Details' },
};

const actorKinds: Readonly<Record<AuditEntry['actorKind'], Text>> = {
  user: { zh: '用户', en: 'user' },
  token: { zh: '接口令牌', en: 'API token' },
  bootstrap: { zh: '初始设置', en: 'first set-up' },
};

export function AuditPage() {
  const { say } = useLanguage();
  const { may, merchant } = useSession();
  const [search] = useSearchParams();
  const allowed = may('readBooks');
  const page = useRest('listAudit', {
    query: { limit: 50, after: search.get('after') ?? undefined },
    keepPrevious: true,
    enabled: allowed,
  });
  if (!allowed) return <Empty title={texts.refused} icon="shield" />;
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)} />
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={auditColumns(say, merchant.currency)}
          rows={page.data?.items}
          rowKey={(entry) => String(entry.id)}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.none} icon="shield" />}
        />
      </div>
      <Pager next={page.data?.next} />
    </>
  );
}

function auditColumns(say: (text: Text) => string, currency: Currency): Column<AuditEntry>[] {
  return [
    { name: texts.at, cell: (entry) => <SiteTime atMs={entry.atMs} style="full" /> },
    {
      name: texts.actor,
      cell: (entry) => (
        <span className="stacked">
          <span className="strong">{entry.actor}</span>
          <small className="quiet">{say(actorKinds[entry.actorKind])}</small>
        </span>
      ),
    },
    { name: texts.action, cell: (entry) => say(actionText(entry.action)) },
    { name: texts.subject, cell: (entry) => <Subject entry={entry} say={say} /> },
    {
      name: texts.facts,
      wide: true,
      cell: (entry) => <span className="quiet">{say(factText(entry.facts, currency))}</span>,
    },
  ];
}

function Subject({ entry, say }: { entry: AuditEntry; say: (text: Text) => string }) {
  const words = subjectText(entry);
  return words ? <span>{say(words)}</span> : <span className="id">{entry.subject}</span>;
}
