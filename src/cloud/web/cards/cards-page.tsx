/** The merchant's stored-value cards: what is left on them, which are locked, and what can be done about it. */
import { Button, Checkbox, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { say as sayIn } from '../../../look/say.ts';
import type { StoredValueCard } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { amountText } from '../parts/amount-text.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { OfflineForm, OpenCardForm, PinForm } from './card-forms.tsx';
import { cardTexts as texts } from './card-words.ts';
import { useCardChanges } from './use-card-changes.ts';

type Doing =
  | { readonly what: 'nothing' | 'open' | 'setPin' }
  | { readonly what: 'unlock' | 'setOffline' | 'forgetFingers'; readonly card: StoredValueCard };

export function CardsPage() {
  const { say } = useLanguage();
  const [doing, setDoing] = useState<Doing>({ what: 'nothing' });
  const [search, setSearch] = useSearchParams();
  const ending = search.get('ending') ?? '';
  const locked = search.get('locked') === 'true';
  const page = useRest('listStoredValueCards', {
    query: {
      limit: 50,
      after: search.get('after') ?? undefined,
      ...(/^\d{4}$/.test(ending) ? { ending } : {}),
      ...(locked ? { locked: 'true' } : {}),
    },
    keepPrevious: true,
  });
  const filter = (name: 'ending' | 'locked', value: string) =>
    setSearch((before) => {
      const changed = new URLSearchParams(before);
      changed.delete('after');
      if (value === '') changed.delete(name);
      else changed.set(name, value);
      return changed;
    });
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)}>
        <Button variant="default" onClick={() => setDoing({ what: 'setPin' })}>
          {say(texts.setPin)}
        </Button>
        <Button leftSection={<Icon name="plus" sizePx={18} />} onClick={() => setDoing({ what: 'open' })}>
          {say(texts.open)}
        </Button>
      </PageHead>
      <div className="filters">
        <SearchField label={texts.search} value={ending} asked={(text) => filter('ending', text)} />
        <Checkbox
          label={say(texts.lockedOnly)}
          checked={locked}
          onChange={(event) => filter('locked', event.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={useColumns(setDoing)}
          rows={page.data?.items}
          rowKey={({ id }) => id}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.none} lead={texts.noneLead} icon="wallet" />}
        />
      </div>
      <Pager next={page.data?.next} />
      <CardDialogs doing={doing} close={() => setDoing({ what: 'nothing' })} />
    </>
  );
}

function useColumns(act: (doing: Doing) => void): Column<StoredValueCard>[] {
  const { language } = useLanguage();
  return [
    { name: texts.card, cell: ({ masked }) => <code>{masked}</code> },
    { name: texts.balance, align: 'right', cell: ({ balanceMinor }) => <Money minor={balanceMinor} /> },
    { name: texts.pin, wide: true, cell: (card) => <PinState card={card} /> },
    {
      name: texts.offline,
      align: 'right',
      cell: ({ offlineMinor, leasedMinor, currency }) => (
        <span className="stacked">
          <Money minor={offlineMinor} />
          {leasedMinor > 0 ? (
            <small className="quiet">
              {sayIn(texts.leased, language, { amount: amountText(leasedMinor, currency) })}
            </small>
          ) : null}
        </span>
      ),
    },
    {
      name: texts.opened,
      deskOnly: true,
      cell: ({ openedAtMs }) => <SiteTime atMs={openedAtMs} />,
    },
    {
      name: texts.actions,
      nameHidden: true,
      align: 'right',
      cell: (card) => (
        <span className="row-actions">
          {card.lockedAtMs === null ? null : <Action card={card} what="unlock" act={act} />}
          {card.pinSet ? <Action card={card} what="setOffline" act={act} /> : null}
          {card.fingers + card.faces > 0 ? <Action card={card} what="forgetFingers" act={act} /> : null}
        </span>
      ),
    },
  ];
}

interface ActionProps {
  readonly card: StoredValueCard;
  readonly what: 'unlock' | 'setOffline' | 'forgetFingers';
  readonly act: (doing: Doing) => void;
}

function Action({ card, what, act }: ActionProps) {
  const { say } = useLanguage();
  return (
    <Button
      size="compact-sm"
      variant={what === 'unlock' ? 'filled' : 'default'}
      aria-label={`${say(texts[what])}: ${card.masked}`}
      onClick={() => act({ what, card })}
    >
      {say(texts[what])}
    </Button>
  );
}

function PinState({ card }: { card: StoredValueCard }) {
  const { language } = useLanguage();
  const { pinSet, wrongTries, lockedAtMs, fingers, faces } = card;
  const state =
    lockedAtMs !== null
      ? { ...texts.locked, tone: 'bad' as const }
      : pinSet
        ? { ...texts.pinSet, tone: 'good' as const }
        : { ...texts.noPin, tone: 'quiet' as const };
  return (
    <span className="stacked">
      <StateBadge words={state} />
      {wrongTries > 0 ? (
        <small className="quiet">{sayIn(texts.tries, language, { count: wrongTries })}</small>
      ) : null}
      {fingers > 0 ? (
        <small className="quiet">{sayIn(texts.fingers, language, { count: fingers })}</small>
      ) : null}
      {faces > 0 ? <small className="quiet">{sayIn(texts.faces, language, { count: faces })}</small> : null}
    </span>
  );
}

function CardDialogs({ doing, close }: { doing: Doing; close: () => void }) {
  const { say } = useLanguage();
  const changes = useCardChanges(close);
  const { what } = doing;
  const card = 'card' in doing ? doing.card : undefined;
  const titles = { open: texts.open, setPin: texts.setPin, setOffline: texts.setOffline } as const;
  const title = what === 'open' || what === 'setPin' || what === 'setOffline' ? titles[what] : texts.title;
  const { busy } = changes;
  return (
    <>
      <Drawer
        opened={what === 'open' || what === 'setPin' || what === 'setOffline'}
        onClose={close}
        position="right"
        title={say(title)}
        closeButtonProps={{ 'aria-label': say(texts.close) }}
      >
        {what === 'open' ? <OpenCardForm busy={busy} save={changes.open} /> : null}
        {what === 'setPin' ? <PinForm busy={busy} save={changes.setPin} /> : null}
        {what === 'setOffline' && card ? (
          <OfflineForm
            busy={busy}
            nowMinor={card.offlineMinor}
            save={(offlineMinor) => changes.setOffline(card, offlineMinor)}
          />
        ) : null}
      </Drawer>
      <Confirm
        opened={what === 'unlock' || what === 'forgetFingers'}
        title={what === 'unlock' ? texts.unlockTitle : texts.forgetFingers}
        action={what === 'unlock' ? texts.unlock : texts.forgetFingers}
        busy={busy}
        go={() => card && (what === 'unlock' ? changes.unlock(card) : changes.forgetFingers(card))}
        close={close}
      >
        <p>
          <code>{card?.masked}</code> {say(what === 'unlock' ? texts.unlockLead : texts.forgetLead)}
        </p>
      </Confirm>
    </>
  );
}
