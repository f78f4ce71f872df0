/** One difference: both sides, what was done about it, and what may be done now. */
import { Button, Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { channelName, differenceName } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer, RequestBody } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { amountText } from '../parts/amount-text.ts';
import { Facts } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { Money } from '../parts/money.tsx';
import { useNotices } from '../parts/notices.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { fromLocalField } from '../time/zone-time.ts';
import {
  actionNames,
  differenceStateWords,
  happenedNames,
  differencePageTexts as texts,
} from './books-texts.ts';
import { addDays } from './form-period.ts';
import { useToday } from './use-today.ts';

type Detail = Answer<'readDifference'>;
type ActionName = keyof typeof actionNames;

export function DifferenceDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const { data, error, refetch } = useRest('readDifference', {
    path: { id: id ?? '' },
    enabled: id !== undefined,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      position="right"
      size="lg"
      title={data ? say(differenceName(data.category)) : say(texts.what)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {data ? (
        <div className="stack">
          <DifferenceFacts difference={data} />
          {may('closePayments') && data.closedAtMs === null ? (
            <ActionForm key={`${data.id} ${data.history.length}`} difference={data} close={close} />
          ) : null}
          <History difference={data} />
        </div>
      ) : error ? (
        <Failure error={error} again={() => void refetch()} />
      ) : (
        <PageLoading />
      )}
    </Drawer>
  );
}

function DifferenceFacts({ difference }: { difference: Detail }) {
  const { say, language } = useLanguage();
  const { order, closedBy } = difference;
  return (
    <>
      <p>
        <StateBadge words={differenceStateWords[difference.state]} />{' '}
        {closedBy === null ? null : sayIn(texts.closedBy, language, { actor: closedBy })}
      </p>
      <Facts
        facts={[
          [texts.channel, say(channelName(difference.channel))],
          [texts.day, difference.day],
          ...(difference.category === 'paidTwice' ? stayFacts(difference, say) : sideFacts(difference)),
          [
            texts.order,
            order === null ? (
              '—'
            ) : (
              <Link key="order" href={`/orders/${order}`}>
                {order}
              </Link>
            ),
          ],
          [texts.orderNo, difference.orderNo ?? '—'],
          [texts.tradeNo, difference.tradeNo ?? '—'],
          [texts.owner, difference.owner ?? say(texts.nobody)],
        ]}
      />
    </>
  );
}

function Side({ side }: { side: Detail['ours'] }) {
  return side ? (
    <>
      <Money minor={side.amountMinor} /> · <SiteTime atMs={side.atMs} />
    </>
  ) : (
    '—'
  );
}

type FactLines = Parameters<typeof Facts>[0]['facts'];

function sideFacts({ ours, channelSide, deltaMinor }: Detail): FactLines {
  return [
    [texts.ours, <Side key="ours" side={ours} />],
    [texts.channelSide, <Side key="channel" side={channelSide} />],
    [texts.delta, <Money key="delta" minor={deltaMinor} />],
  ];
}

/** Both payments of a stay that was paid twice, each with its channel. */
function stayFacts(difference: Detail, say: (text: Text) => string): FactLines {
  const { ours, channelSide, deltaMinor, lot, stay } = difference;
  const payment = (one: Detail['ours']) => (
    <span key={one?.atMs}>
      {one ? `${say(channelName(one.state))} · ` : null}
      <Side side={one} />
    </span>
  );
  return [
    [texts.stay, `${lot ?? '—'} · ${stay ?? '—'}`],
    [texts.firstPayment, payment(ours)],
    [texts.secondPayment, payment(channelSide)],
    [texts.tooMuch, <Money key="delta" minor={deltaMinor} />],
  ];
}

/** A decision or what happened by itself; one we have no name for is shown as it is. */
function historyName(action: string): Text {
  const names: Readonly<Record<string, Text>> = { ...actionNames, ...happenedNames };
  return (Object.hasOwn(names, action) ? names[action] : undefined) ?? { zh: action, en: action };
}

function History({ difference: { history } }: { difference: Detail }) {
  const { say } = useLanguage();
  return (
    <section aria-label={say(texts.history)}>
      <h3>{say(texts.history)}</h3>
      {history.length === 0 ? <p className="quiet">{say(texts.noHistory)}</p> : null}
      <ol className="difference-history">
        {history.map(({ n, atMs, actor, action, note }) => (
          <li key={n}>
            <SiteTime atMs={atMs} style="full" /> · {actor} · {say(historyName(action))}
            <br />
            <span className="quiet">{note}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const noteMin = 3;

function ActionForm({ difference, close }: { difference: Detail; close: () => void }) {
  const { say, language } = useLanguage();
  const { merchant } = useSession();
  const notices = useNotices();
  const tomorrow = addDays(useToday(), 1);
  const actions: readonly ActionName[] = [...difference.fits, 'assign'];
  const [action, setAction] = useState<ActionName>(actions[0] ?? 'assign');
  const [note, setNote] = useState('');
  const [until, setUntil] = useState(tomorrow);
  const [owner, setOwner] = useState('');
  const act = useChange('actOnDifference', [
    ...(['listDifferences', 'readDifference', 'readOpenDifferences'] as const),
    ...(['readDifferenceForm', 'listAudit'] as const),
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim().length < noteMin) return;
    const body: RequestBody<'actOnDifference'> = {
      ...{ action, note: note.trim() },
      ...(action === 'wait' ? { untilMs: fromLocalField(until, merchant.timeZone) ?? 0 } : {}),
      ...(action === 'assign' && owner.trim() !== '' ? { owner: owner.trim() } : {}),
    };
    void act.mutateAsync({ path: { id: difference.id }, body }).then(() => {
      notices.done(texts.done);
      close();
    }, notices.failed);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Select
        label={say(texts.action)}
        data={actions.map((one) => ({ value: one as string, label: say(actionNames[one]) }))}
        value={action as string}
        onChange={(one) => setAction((one ?? 'assign') as ActionName)}
        description={
          action === 'writeOff'
            ? sayIn(texts.limit, language, {
                amount: amountText(difference.writeOffMinorMax, merchant.currency),
              })
            : undefined
        }
        allowDeselect={false}
      />
      {action === 'wait' ? (
        <TextInput
          type="date"
          label={say(texts.until)}
          value={until}
          min={tomorrow}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      ) : null}
      {action === 'assign' ? (
        <TextInput
          label={say(texts.ownerLogin)}
          maxLength={100}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
      ) : null}
      <Textarea
        label={say(texts.note)}
        description={say(texts.noteHint)}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={act.isPending} disabled={note.trim().length < noteMin}>
          {say(texts.send)}
        </Button>
      </div>
    </form>
  );
}
