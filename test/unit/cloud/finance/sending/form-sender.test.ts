/** Forms reach their recipients by mail once for each period, whatever happens in between. */
import t from 'tap';
import { formTickets } from '../../../../../src/cloud/finance/forms/form-tickets.ts';
import { bookMarked } from '../../../../../src/cloud/finance/forms/takings-follower.ts';
import { FormSender } from '../../../../../src/cloud/finance/sending/form-sender.ts';
import { SendingDesk } from '../../../../../src/cloud/finance/sending/sending-desk.ts';
import { takeSending } from '../../../../../src/cloud/finance/sending/sending-rows.ts';
import { outcomeOfError, smtpMailer } from '../../../../../src/cloud/finance/sending/smtp-mailer.ts';
import { silentLog } from '../../../../../src/platform/log.ts';
import { systemRandom } from '../../../../../src/platform/random.ts';
import type { FormSchedule } from '../../../../../src/wire/rest-forms.ts';
import { HandClock } from '../../../../support/cloud-clock.ts';
import { addMachineRow } from '../../../../support/cloud-database.ts';
import { keepOrder, madeDayMs, orderOf } from '../../../../support/made-orders.ts';
import { startMailServer } from '../../../../support/mail-server.ts';
import { openMemoryDatabase } from '../../../../support/memory-database.ts';

const { db, close } = await openMemoryDatabase();
const mail = await startMailServer();
t.teardown(async () => {
  await mail.stop();
  await close();
});
await addMachineRow(db, 'shop', 'k1');
await addMachineRow(db, 'other', 'k9');
const clock = new HandClock(madeDayMs);
const mailer = smtpMailer({ url: mail.url, from: 'books@example.com' });
const tickets = formTickets(new Uint8Array(32));
const ports = { db, clock, random: systemRandom, log: silentLog, tickets, publicUrl: () => 'https://cloud' };
const desk = new SendingDesk({ db, clock, mail: true, wake: () => undefined });
const dayMs = 86_400_000;

const schedule: FormSchedule = {
  ...{ id: 'fs_1', recipientKind: 'propertyGroup', recipient: '滨江物业', language: 'zh' },
  ...{ emails: ['books@mall.example', 'second@mall.example'], sites: null, active: true },
  ...{ forms: ['site', 'channel', 'regular', 'difference'], formats: ['xlsx', 'csv'] },
  ...{ every: 'day', hour: 8 },
};

/** A new process, that sends what is due. */
const sendWhatIsDue = () => new FormSender({ ...ports, mailer }).sendDue();

const sendings = async () => (await desk.listSendings('shop', { limit: 50 })).items;

t.test('a day is sent once when it is over, with a sheet for each form', async (t) => {
  const line = { product: 1, quantity: 1, unitMinor: 10_000, promotion: 0, coupon: 0, points: 0 };
  const made = {
    lines: [line],
    weights: [0, 1, 1, 0],
    minutes: 0,
    isPaid: true,
    isClosed: true,
    backTenths: 0,
  };
  await keepOrder(db, 'k1', orderOf('ord_1', made));
  await bookMarked(db, silentLog);
  await desk.changeSchedule('shop', schedule, 'owner');
  await sendWhatIsDue();
  t.equal(mail.mails.length, 0, 'the day is not over');
  clock.advance(dayMs);
  await sendWhatIsDue();
  await sendWhatIsDue();
  t.equal(mail.mails.length, 1, 'a second process sends nothing');
  const [taken] = mail.mails;
  t.same(taken?.to, schedule.emails);
  t.match(taken?.text, /filename="?shop-forms-2026-11-20\.xlsx/);
  t.match(taken?.text, /filename="?shop-by-channel-2026-11-20\.csv/);
  t.match((await sendings())[0], { state: 'sent', from: '2026-11-20', tries: 1, told: /^250/ });
  t.equal((await sendings())[0]?.files.length, 5);
});

t.test('what the server refuses for now is tried again, what it refuses for good is given up', async (t) => {
  mail.answer('later');
  clock.advance(dayMs);
  await sendWhatIsDue();
  t.match((await sendings())[0], { state: 'waiting', from: '2026-11-21', tries: 1 });
  await sendWhatIsDue();
  t.match((await sendings())[0], { tries: 1 }, 'not before its pause is over');
  mail.answer('refuse');
  clock.advance(120_000);
  await sendWhatIsDue();
  t.match((await sendings())[0], { state: 'givenUp', tries: 2 });
  mail.answer('take');
  clock.advance(120_000);
  await sendWhatIsDue();
  t.equal(mail.mails.length, 1, 'only a person sends it again');
  await desk.sendAgain('shop', 'fs_1~2026-11-21~2026-11-21');
  await sendWhatIsDue();
  t.equal(mail.mails.length, 2);
});

t.test('a mail that may have been taken is never sent again by itself', async (t) => {
  mail.answer('drop');
  clock.advance(dayMs);
  await sendWhatIsDue();
  mail.answer('take');
  t.equal(mail.mails.length, 3, 'it was taken');
  t.match((await sendings())[0], { state: 'unclear', from: '2026-11-22' });
  clock.advance(3_600_000);
  await sendWhatIsDue();
  t.equal(mail.mails.length, 3);
});

t.test('a process that died while it sent leaves the mail to a person', async (t) => {
  clock.advance(dayMs);
  await new FormSender({ ...ports, mailer: undefined }).sendDue();
  t.match((await sendings())[0], { state: 'waiting', from: '2026-11-23' }, 'planned without a mail server');
  await takeSending(db, clock.now(), 60_000);
  t.match((await sendings())[0], { state: 'sending' });
  clock.advance(120_000);
  await sendWhatIsDue();
  t.match((await sendings())[0], { state: 'unclear' });
  t.equal(mail.mails.length, 3);
  await desk.sendAgain('shop', 'fs_1~2026-11-23~2026-11-23');
  await sendWhatIsDue();
  t.equal(mail.mails.length, 4);
});

t.test("nobody sees or sends another merchant's", async (t) => {
  t.same((await desk.listSendings('other', { limit: 10 })).items, []);
  t.same((await desk.listSchedules('other')).items, []);
  await t.rejects(desk.sendAgain('other', 'fs_1~2026-11-22~2026-11-22'), { code: 'NOT_FOUND' });
  await t.rejects(desk.sendPeriod('other', 'fs_1', { from: '2026-11-20', to: '2026-11-20' }), {
    code: 'NOT_FOUND',
  });
});

t.test('the link in the mail opens what the mail holds, for seven days', async (t) => {
  const text = mail.mails[0]?.text.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '';
  const body = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1] ?? '', 'base64').toString('utf8');
  const ticket = /ticket=([\w.-]+)/.exec(`${text} ${body}`)?.[1] ?? '';
  t.match(tickets.read(ticket, madeDayMs), { merchantId: 'shop', from: '2026-11-20', format: 'xlsx' });
  t.equal(tickets.read(ticket, madeDayMs + 9 * dayMs), undefined, 'its time is over');
  const other = `${ticket.slice(0, 20)}${ticket[20] === 'A' ? 'B' : 'A'}${ticket.slice(21)}`;
  t.equal(tickets.read(other, madeDayMs), undefined, 'nobody signed that');
  t.equal(formTickets(new Uint8Array(32).fill(1)).read(ticket, madeDayMs), undefined, 'another cloud');
});

t.test('only what certainly was not taken may be tried again', async (t) => {
  const message = 'x';
  t.match(outcomeOfError({ message, responseCode: 451 }), { end: 'refused', permanent: false });
  t.match(outcomeOfError({ message, responseCode: 550, code: 'EMESSAGE' }), {
    end: 'refused',
    permanent: true,
  });
  t.match(outcomeOfError({ message, responseCode: 535, code: 'EAUTH' }), { permanent: false });
  t.match(outcomeOfError({ message, code: 'ESOCKET', syscall: 'connect' }), { end: 'refused' });
  t.match(outcomeOfError({ message, code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }), {
    end: 'refused',
  });
  t.match(outcomeOfError({ message, code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }), { end: 'unclear' });
  t.match(outcomeOfError({ message, code: 'ECONNECTION' }), { end: 'unclear' });
});
