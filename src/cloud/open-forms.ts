/** Puts forms and their sending together: what follows the takings, what answers the console, what sends. */
import type { FastifyInstance } from 'fastify';
import type { CloudPorts } from './cloud.ts';
import { formTickets } from './finance/forms/form-tickets.ts';
import { FormsDesk } from './finance/forms/forms-desk.ts';
import { serveFormFiles } from './finance/forms/serve-files.ts';
import { TakingsFollower } from './finance/forms/takings-follower.ts';
import { FormSender } from './finance/sending/form-sender.ts';
import { SendingDesk } from './finance/sending/sending-desk.ts';
import { smtpMailer } from './finance/sending/smtp-mailer.ts';

/** How mail is sent; nothing is where it is not said. */
export interface MailSettings {
  readonly smtpUrl?: string | undefined;
  readonly mailFrom?: string | undefined;
}

export interface OpenedForms {
  readonly desk: FormsDesk;
  readonly sendings: SendingDesk;
  serve(server: FastifyInstance): void;
  start(): void;
  stop(): Promise<void>;
}

export function openForms(
  { database, clock, random, log, settings }: CloudPorts,
  hashKey: Uint8Array,
  publicUrl: () => string,
): OpenedForms {
  const { db } = database;
  const { smtpUrl, mailFrom } = settings;
  const mailer =
    smtpUrl === undefined || mailFrom === undefined
      ? undefined
      : smtpMailer({ url: smtpUrl, from: mailFrom });
  const tickets = formTickets(hashKey);
  const sender = new FormSender({ db, clock, random, log, tickets, publicUrl, mailer });
  const follower = new TakingsFollower({ db, clock, log });
  const ports = { db, clock, tickets };
  return {
    desk: new FormsDesk(ports),
    sendings: new SendingDesk({ db, clock, mail: mailer !== undefined, wake: () => sender.wake() }),
    serve: (server) => serveFormFiles(server, ports),
    start: () => {
      follower.start();
      sender.start();
    },
    stop: async () => {
      await follower.stop();
      await sender.stop();
    },
  };
}
