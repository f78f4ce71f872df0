/**
 * Tickets for files of forms: what the file holds, for whom, until when, signed by the cloud. Who has one can
 * fetch that file and nothing else; nothing is stored.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { formFileSchema, formGroups } from '../../../wire/rest-forms.ts';
import { idSchema } from '../../../wire/rest-schemas.ts';

/** As it is inside a ticket: already parsed, its groups a list. */
const ticketSchema = formFileSchema.extend({
  merchantId: idSchema,
  by: z.array(z.enum(formGroups)).min(1).max(2).optional(),
  expiresAtMs: z.number().int(),
});
export type FormTicket = z.output<typeof ticketSchema>;

const ticketCharsMax = 6000;

export interface FormTickets {
  sign(ticket: FormTicket): string;
  /** Undefined for one that nobody here signed or whose time is over. */
  read(text: string, nowMs: number): FormTicket | undefined;
}

export function formTickets(secret: Uint8Array): FormTickets {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'tickets for forms', 32));
  const signatureOf = (body: string) => createHmac('sha256', key).update(body).digest('base64url');
  return {
    sign: (ticket) => {
      const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
      return `${body}.${signatureOf(body)}`;
    },
    read: (text, nowMs) => {
      const [body = '', signature = '', ...rest] = text.length > ticketCharsMax ? [] : text.split('.');
      const given = Buffer.from(signature);
      const expected = Buffer.from(signatureOf(body));
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return undefined;
      }
      const ticket = ticketSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return ticket.expiresAtMs > nowMs ? ticket : undefined;
    },
  };
}
