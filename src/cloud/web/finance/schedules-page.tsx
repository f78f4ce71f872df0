/** Who is sent which forms when, what was sent, and whether anything can be sent at all. */
import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { formNames } from '../../../look/form-texts.ts';
import type { Answer } from '../../../wire/rest.ts';
import type { FormSchedule } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { AddButton } from '../parts/add-button.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { FinanceFrame } from './finance-frame.tsx';
import { financeTexts } from './finance-texts.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { everyNames, recipientNames, scheduleTexts as texts } from './schedule-texts.ts';
import { SendNow } from './send-now.tsx';
import { Sendings } from './sendings.tsx';
import { useScheduleChange } from './use-schedule-change.ts';

type Schedule = Answer<'listFormSchedules'>['items'][number];

function newSchedule(language: 'zh' | 'en'): FormSchedule {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return {
    id: `fs_${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    ...{ recipientKind: 'merchant', recipient: '', emails: [], language },
    ...{ forms: ['site', 'channel', 'regular', 'difference'], formats: ['xlsx'], sites: null },
    ...{ every: 'day', hour: 8, active: true },
  };
}

export function SchedulesPage() {
  const { say, language } = useLanguage();
  const { may } = useSession();
  const [editing, setEditing] = useState<FormSchedule>();
  const [sending, setSending] = useState<FormSchedule>();
  const { data, error, refetch } = useRest('listFormSchedules');
  const mayChange = may('closePayments');
  const columns = scheduleColumns(say);
  return (
    <FinanceFrame
      title={financeTexts.schedules}
      lead={say(texts.lead)}
      actions={
        mayChange ? <AddButton label={texts.add} add={() => setEditing(newSchedule(language))} /> : null
      }
    >
      {data && !data.mail ? <NoMail /> : null}
      <div className="stack">
        <Card title={texts.schedules}>
          <Listing
            label={texts.schedules}
            columns={mayChange ? [...columns, actionColumn(say, setEditing, setSending)] : columns}
            rows={data?.items}
            rowKey={({ id }) => id}
            error={error}
            again={() => void refetch()}
            empty={<Empty title={texts.none} lead={texts.noneLead} icon="clock" />}
          />
        </Card>
        <Sendings mayAgain={mayChange} />
      </div>
      <ScheduleDrawer schedule={editing} close={() => setEditing(undefined)} />
      {sending ? <SendNow schedule={sending} close={() => setSending(undefined)} /> : null}
    </FinanceFrame>
  );
}

function NoMail() {
  const { say } = useLanguage();
  return (
    <div className="finance-notice tone-warning" role="status">
      <Icon name="warning" sizePx={22} />
      <p>
        <strong>{say(texts.noMail)}</strong>
        <br />
        {say(texts.noMailLead)}
      </p>
    </div>
  );
}

function scheduleColumns(say: (text: Text) => string): Column<Schedule>[] {
  return [
    {
      name: texts.recipient,
      wide: true,
      cell: ({ recipient, recipientKind, emails }) => (
        <span className="stacked">
          <span className="strong">{recipient}</span>
          <small className="quiet">{`${say(recipientNames[recipientKind])} · ${emails.join(', ')}`}</small>
        </span>
      ),
    },
    {
      name: texts.what,
      wide: true,
      cell: ({ forms, formats, sites }) => (
        <span className="stacked">
          <span>{forms.map((kind) => say(formNames[kind])).join(' · ')}</span>
          <small className="quiet">
            {`${formats.join(', ').toUpperCase()} · ${sites === null ? say(texts.allSites) : sites.join(', ')}`}
          </small>
        </span>
      ),
    },
    {
      name: texts.when,
      cell: ({ every, hour }) => `${say(everyNames[every])} ${String(hour).padStart(2, '0')}:00`,
    },
    {
      name: texts.next,
      cell: ({ nextAtMs }) =>
        nextAtMs === null ? (
          <span className="quiet">{say(texts.stopped)}</span>
        ) : (
          <SiteTime atMs={nextAtMs} />
        ),
    },
  ];
}

function actionColumn(
  say: (text: Text) => string,
  edit: (schedule: FormSchedule) => void,
  send: (schedule: FormSchedule) => void,
): Column<Schedule> {
  return {
    name: texts.edit,
    nameHidden: true,
    align: 'right',
    cell: ({ nextAtMs: _next, ...schedule }) => (
      <span className="row-actions">
        <Button size="compact-sm" variant="default" onClick={() => send(schedule)}>
          {say(texts.sendNow)}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say(texts.edit)}: ${schedule.recipient}`}
          onClick={() => edit(schedule)}
        >
          {say(texts.edit)}
        </Button>
      </span>
    ),
  };
}

function ScheduleDrawer({ schedule, close }: { schedule: FormSchedule | undefined; close: () => void }) {
  const { say } = useLanguage();
  const { busy, save } = useScheduleChange(close);
  return (
    <Drawer
      opened={schedule !== undefined}
      onClose={close}
      position="right"
      size="lg"
      title={say(schedule?.recipient ? texts.editTitle : texts.add)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {schedule ? (
        <ScheduleForm key={schedule.id} schedule={schedule} busy={busy} save={save} close={close} />
      ) : null}
    </Drawer>
  );
}
