/** What was sent to whom, of which period, and what became of it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { FormSending } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { useNotices } from '../parts/notices.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { sendingStates, scheduleTexts as texts } from './schedule-texts.ts';

export function Sendings({ mayAgain }: { mayAgain: boolean }) {
  const { say, language } = useLanguage();
  const notices = useNotices();
  const [search] = useSearchParams();
  const [asking, setAsking] = useState<FormSending>();
  const page = useRest('listFormSendings', {
    query: { limit: 20, after: search.get('after') ?? undefined },
    keepPrevious: true,
  });
  const again = useChange('sendFormAgain', ['listFormSendings', 'listAudit']);
  const go = () =>
    void again.mutateAsync({ path: { id: asking?.id ?? '' } }).then(() => {
      notices.done(texts.planned);
      setAsking(undefined);
    }, notices.failed);
  return (
    <>
      <Card title={texts.sendings}>
        <Listing
          label={texts.sendings}
          columns={mayAgain ? [...sendingColumns, againColumn(say, setAsking)] : sendingColumns}
          rows={page.data?.items}
          rowKey={({ id }) => id}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.nothingSent} icon="clock" />}
        />
      </Card>
      <Pager next={page.data?.next} />
      <Confirm
        opened={asking !== undefined}
        title={texts.again}
        action={texts.again}
        busy={again.isPending}
        go={go}
        close={() => setAsking(undefined)}
      >
        <p>{sayIn(texts.againAsk, language, { emails: asking?.emails.join(', ') ?? '' })}</p>
      </Confirm>
    </>
  );
}

const sendingColumns: readonly Column<FormSending>[] = [
  {
    name: texts.period,
    cell: ({ from, to, sentAtMs, nextAtMs }) => (
      <span className="stacked">
        <span className="number">{from === to ? from : `${from} – ${to}`}</span>
        <small className="quiet">
          <SiteTime atMs={sentAtMs ?? nextAtMs} />
        </small>
      </span>
    ),
  },
  {
    name: texts.recipient,
    wide: true,
    cell: ({ recipient, emails }) => (
      <span className="stacked">
        <span>{recipient}</span>
        <small className="quiet">{emails.join(', ')}</small>
      </span>
    ),
  },
  { name: texts.state, cell: ({ state }) => <StateBadge words={sendingStates[state]} /> },
  {
    name: texts.files,
    wide: true,
    cell: ({ files }) => (
      <span className="stacked">
        {files.map(({ name, bytes, sha256 }) => (
          <small key={name} title={`SHA-256 ${sha256}`}>
            {`${name} · ${Math.ceil(bytes / 1024)} KB`}
          </small>
        ))}
      </span>
    ),
  },
  {
    name: texts.answer,
    wide: true,
    deskOnly: true,
    cell: ({ told, messageId }) => (
      <small className="quiet" title={messageId ?? ''}>
        {told ?? '—'}
      </small>
    ),
  },
];

function againColumn(say: (text: Text) => string, ask: (sending: FormSending) => void): Column<FormSending> {
  return {
    name: texts.again,
    nameHidden: true,
    align: 'right',
    cell: (sending) =>
      sending.state === 'givenUp' || sending.state === 'unclear' ? (
        <Button size="compact-sm" variant="default" onClick={() => ask(sending)}>
          {say(texts.again)}
        </Button>
      ) : null,
  };
}
