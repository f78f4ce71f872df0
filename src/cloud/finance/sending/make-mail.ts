/** Makes the mail of a sending: the forms as they are now, as files, with an address where they can be fetched. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { FileFormat, FormKind } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { makeFormFiles, readFormMerchant } from '../forms/form-files.ts';
import type { FormTickets } from '../forms/form-tickets.ts';
import { formFilePath } from '../forms/forms-desk.ts';
import { formMail } from './form-mail.ts';
import type { Mail } from './mailer.ts';
import type { DueSending, SentFile } from './sending-rows.ts';

const linkLifeMs = 7 * 86_400_000;

export interface MadeMail {
  readonly mail: Mail;
  readonly files: readonly SentFile[];
}

export interface MakeMailPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly tickets: FormTickets;
  readonly publicUrl: () => string;
}

/** Undefined where the schedule was stopped meanwhile. */
export async function makeMail(
  { db, clock, tickets, publicUrl }: MakeMailPorts,
  { merchantId, sendingId, scheduleId, from, to, emails, tries }: DueSending,
  domain: string,
): Promise<MadeMail | undefined> {
  const schedule = await db
    .selectFrom('form_schedules')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('schedule_id', '=', scheduleId)
    .executeTakeFirst();
  const language = schedule?.language ?? 'zh';
  const merchant = await readFormMerchant(db, merchantId, language);
  if (!schedule || !merchant) return undefined;
  const forms = schedule.forms as FormKind[];
  const asked = { merchantId, forms, from, to, language };
  const made = await makeFormFiles(db, {
    ...asked,
    formats: schedule.formats as FileFormat[],
    ...(schedule.sites === null ? {} : { sites: schedule.sites }),
  });
  const ticket = tickets.sign({
    ...{ ...asked, format: 'xlsx', expiresAtMs: clock.now() + linkLifeMs },
    ...(schedule.sites === null ? {} : { sites: schedule.sites.join(',') }),
  });
  const words = formMail({
    ...{ merchant: merchant.name, recipient: schedule.recipient, sheets: made.sheets, language },
    period: from === to ? from : `${from} – ${to}`,
    link: `${publicUrl()}${formFilePath}?ticket=${ticket}`,
  });
  const number = createHash('sha256')
    .update(`${merchantId} ${sendingId} ${tries}`)
    .digest('hex')
    .slice(0, 32);
  return {
    mail: { ...words, to: emails, messageId: `<${number}@${domain}>`, attachments: made.files },
    files: made.files.map(({ name, bytes }) => ({
      ...{ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    })),
  };
}
