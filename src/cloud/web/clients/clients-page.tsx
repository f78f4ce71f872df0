/** The merchant's other clients, their secrets shown once, and the messages to them. */
import { Button, Drawer, Modal } from '@mantine/core';
import { useState } from 'react';
import { type FaultCode, faultCatalogue } from '../../../domain/fault-catalogue.ts';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Icon } from '../parts/icon.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { ClientForm } from './client-form.tsx';
import { kindNames, scopeNames, clientTexts as texts, webhookStates } from './client-texts.ts';

type Client = Answer<'listClients'>['items'][number];
type Message = Answer<'listClientMessages'>['items'][number];

export function ClientsPage() {
  const { say } = useLanguage();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Client>();
  const clients = useRest('listClients');
  const add = useChange('addClient', ['listClients']);
  const revoke = useChange('revokeClient', ['listClients']);
  const made = add.data;
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)}>
        <Button leftSection={<Icon name="plus" sizePx={18} />} onClick={() => setAdding(true)}>
          {say(texts.add)}
        </Button>
      </PageHead>
      <div className="clients-page">
        <div className="card flush">
          <Listing
            label={texts.title}
            columns={clientColumns(say, setRevoking)}
            rows={clients.data?.items}
            rowKey={({ id }) => id}
            error={clients.error}
            again={() => void clients.refetch()}
            empty={<Empty title={texts.none} lead={texts.noneLead} icon="people" />}
          />
        </div>
        <Messages />
      </div>
      <Drawer
        opened={adding}
        onClose={() => setAdding(false)}
        position="right"
        size="lg"
        title={say(texts.add)}
      >
        {add.error ? <Failure error={add.error} /> : null}
        <ClientForm
          busy={add.isPending}
          save={(body) => add.mutate({ body }, { onSuccess: () => setAdding(false) })}
        />
      </Drawer>
      <Modal
        opened={made !== undefined}
        onClose={() => add.reset()}
        title={say(texts.secretTitle)}
        centered
        size="lg"
        closeOnClickOutside={false}
      >
        {made ? <Secrets made={made} done={() => add.reset()} /> : null}
      </Modal>
      <Confirm
        opened={revoking !== undefined}
        title={{
          zh: `${texts.revoke.zh} ${revoking?.name ?? ''}`,
          en: `${texts.revoke.en} ${revoking?.name ?? ''}`,
        }}
        action={texts.revoke}
        danger
        busy={revoke.isPending}
        close={() => setRevoking(undefined)}
        go={() =>
          revoking &&
          revoke.mutate({ path: { id: revoking.id } }, { onSuccess: () => setRevoking(undefined) })
        }
      >
        <p>{say(texts.revokeAsk)}</p>
      </Confirm>
    </>
  );
}

function Secrets({ made, done }: { made: Answer<'addClient'>; done: () => void }) {
  const { say } = useLanguage();
  return (
    <div className="form">
      <p>{say(texts.secretLead)}</p>
      <div>
        <strong>{say(texts.token)}</strong>
        <code className="secret">{made.token}</code>
      </div>
      <div>
        <strong>{say(texts.webhookSecret)}</strong>
        <code className="secret">{made.webhookSecret}</code>
      </div>
      <Button onClick={done}>{say(texts.done)}</Button>
    </div>
  );
}

type Say = ReturnType<typeof useLanguage>['say'];

function clientColumns(say: Say, revoke: (client: Client) => void): Column<Client>[] {
  return [
    {
      name: texts.name,
      wide: true,
      cell: ({ name, id }) => (
        <span className="stacked">
          <span className="strong">{name}</span>
          <small className="quiet">{id}</small>
        </span>
      ),
    },
    {
      name: texts.scopes,
      wide: true,
      cell: ({ scopes }) => scopes.map((scope) => say(scopeNames[scope])).join(say({ zh: '、', en: ', ' })),
    },
    { name: texts.webhook, wide: true, deskOnly: true, cell: ({ webhookUrl }) => webhookUrl ?? '—' },
    { name: texts.since, cell: ({ createdAtMs }) => <SiteTime atMs={createdAtMs} /> },
    {
      name: texts.state,
      cell: ({ revokedAtMs }) => (
        <StateBadge
          words={
            revokedAtMs === null ? { ...texts.active, tone: 'good' } : { ...texts.revoked, tone: 'quiet' }
          }
        />
      ),
    },
    {
      name: texts.revoke,
      nameHidden: true,
      align: 'right',
      cell: (client) =>
        client.revokedAtMs === null ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${say(texts.revoke)}: ${client.name}`}
            onClick={() => revoke(client)}
          >
            {say(texts.revoke)}
          </Button>
        ) : null,
    },
  ];
}

/** A server's status as it is; a fault of ours by its name. */
function toldText(told: string): Text {
  return Object.hasOwn(faultCatalogue, told) ? faultTitle(told as FaultCode) : { zh: told, en: told };
}

function Messages() {
  const { say, language } = useLanguage();
  const messages = useRest('listClientMessages', { query: { limit: 50 } });
  const columns: Column<Message>[] = [
    { name: texts.time, cell: ({ atMs }) => <SiteTime atMs={atMs} /> },
    { name: texts.reference, wide: true, cell: ({ reference }) => reference },
    { name: texts.what, cell: ({ kind }) => say(kindNames[kind]) },
    { name: texts.amount, align: 'right', cell: ({ amountMinor }) => <Money minor={amountMinor} /> },
    {
      name: texts.pushed,
      cell: ({ webhook, tries, told }) => (
        <span className="stacked">
          <StateBadge words={webhookStates[webhook]} />
          {told === null ? null : (
            <small className="quiet">
              {sayIn(texts.tries, language, { count: tries, told: say(toldText(told)) })}
            </small>
          )}
        </span>
      ),
    },
  ];
  return (
    <Card title={texts.messages}>
      <Listing
        label={texts.messages}
        columns={columns}
        rows={messages.data?.items}
        rowKey={({ id }) => id}
        error={messages.error}
        again={() => void messages.refetch()}
        empty={<Empty title={texts.noMessages} icon="inbox" />}
      />
    </Card>
  );
}
