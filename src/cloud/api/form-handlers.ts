/** Forms of a merchant: read, followed to their payments, fetched as files, sent on schedules. */
import { Fault } from '../../domain/fault.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';

type Reading =
  | ('readForm' | 'readDifferenceForm' | 'listFormPayments' | 'makeFormLink' | 'listFormSites')
  | ('listFormSchedules' | 'listFormSendings' | 'readOpenDifferences');
type Changing = 'changeMachineSite' | 'changeFormSchedule' | 'sendForm' | 'sendFormAgain';

export function formHandlers(ports: ApiPorts): Pick<Handlers, Reading | Changing> {
  return { ...readingHandlers(ports), ...changingHandlers(ports) };
}

function readingHandlers({ forms, sendings }: ApiPorts): Pick<Handlers, Reading> {
  return {
    readForm: async (call) => forms.readForm(await call.merchantId(), call.query),
    readDifferenceForm: async (call) => forms.readDifferences(await call.merchantId(), call.query),
    readOpenDifferences: async (call) => forms.readOpenDifferences(await call.merchantId()),
    listFormPayments: async (call) => forms.listPayments(await call.merchantId(), call.query),
    makeFormLink: async (call) => forms.makeLink(await call.merchantId(), call.body),
    listFormSites: async (call) => forms.listSites(await call.merchantId()),
    listFormSchedules: async (call) => sendings.listSchedules(await call.merchantId()),
    listFormSendings: async (call) => sendings.listSendings(await call.merchantId(), call.query),
  };
}

function changingHandlers({ db, clock, forms, sendings }: ApiPorts): Pick<Handlers, Changing> {
  const audit = async (
    call: Call<Changing>,
    action: string,
    subject: string,
    facts: Readonly<Record<string, unknown>> = {},
  ) => {
    const act = { merchantId: await call.merchantId(), action, subject, facts };
    await writeAudit(db, call.principal(), act, clock.now());
  };
  return {
    changeMachineSite: async (call) => {
      const { site } = call.body;
      await forms.changeMachineSite(await call.merchantId(), call.param('id'), site);
      await audit(call, 'changeMachineSite', call.param('id'), { site });
      return { done: true };
    },
    changeFormSchedule: async (call) => {
      const schedule = call.body;
      if (schedule.id !== call.param('id')) {
        throw new Fault('INPUT_MALFORMED', 'change a schedule', { facts: { where: 'body.id' } });
      }
      await sendings.changeSchedule(await call.merchantId(), schedule, call.principal().name);
      const { recipient, emails, every, active } = schedule;
      await audit(call, 'changeFormSchedule', schedule.id, { recipient, emails, every, active });
      return schedule;
    },
    sendForm: async (call) => {
      const isNew = await sendings.sendPeriod(await call.merchantId(), call.param('id'), call.body);
      if (isNew) await audit(call, 'sendForm', call.param('id'), call.body);
      return { repeated: !isNew };
    },
    sendFormAgain: async (call) => {
      await sendings.sendAgain(await call.merchantId(), call.param('id'));
      await audit(call, 'sendFormAgain', call.param('id'));
      return { done: true };
    },
  };
}
