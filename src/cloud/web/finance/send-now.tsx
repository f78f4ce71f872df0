/** Sends the forms of a period that a person chooses, once. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { say as sayIn } from '../../../look/say.ts';
import type { FormSchedule } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { financeTexts } from './finance-texts.ts';
import { addDays } from './form-period.ts';
import { scheduleTexts as texts } from './schedule-texts.ts';
import { useToday } from './use-today.ts';

export function SendNow({ schedule, close }: { schedule: FormSchedule; close: () => void }) {
  const { say, language } = useLanguage();
  const yesterday = addDays(useToday(), -1);
  const notices = useNotices();
  const [from, setFrom] = useState(yesterday);
  const [to, setTo] = useState(yesterday);
  const send = useChange('sendForm', ['listFormSendings', 'listAudit']);
  const go = () =>
    void send
      .mutateAsync({ path: { id: schedule.id }, body: { from, to: to < from ? from : to } })
      .then(({ repeated }) => {
        notices.done(repeated ? texts.plannedBefore : texts.planned);
        close();
      }, notices.failed);
  return (
    <Confirm opened title={texts.sendNow} action={texts.sendNow} busy={send.isPending} go={go} close={close}>
      <p>{sayIn(texts.sendNowAsk, language, { recipient: schedule.recipient })}</p>
      <div className="filters">
        <TextInput
          type="date"
          label={say(financeTexts.from)}
          value={from}
          onChange={({ currentTarget: { value } }) => value !== '' && setFrom(value)}
        />
        <TextInput
          type="date"
          label={say(financeTexts.to)}
          value={to}
          min={from}
          onChange={({ currentTarget: { value } }) => value !== '' && setTo(value)}
        />
      </div>
    </Confirm>
  );
}
