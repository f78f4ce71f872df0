/**
 * Sends mail by SMTP. The library is loaded with the first mail. What the server answered is definite; a
 * connection lost before the greeting or refused is too; anything else may have been taken.
 */
import type { Mail, Mailer, MailOutcome } from './mailer.ts';

export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS. */
  readonly url: string;
  readonly from: string;
}

const connectMs = 10_000;
const silentMs = 30_000;
const toldCharsMax = 300;

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly timeoutType?: string;
  readonly syscall?: string;
  readonly message: string;
}

/** Faults before any part of a mail is on its way. */
const beforeMail = new Set(['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE', 'EREQUIRETLS', 'EOAUTH2']);

export function outcomeOfError(error: SmtpError): MailOutcome {
  const told = error.message.slice(0, toldCharsMax);
  const { code = '', responseCode, timeoutType, syscall } = error;
  if (responseCode !== undefined) {
    return { end: 'refused', permanent: responseCode >= 500 && code !== 'EAUTH', told };
  }
  const early = timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT';
  if (beforeMail.has(code) || syscall === 'connect' || early)
    return { end: 'refused', permanent: false, told };
  return { end: 'unclear', told };
}

const loopback = /^(127\.|localhost$|\[?::1\]?$)/;

export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  const { protocol, hostname } = new URL(url);
  return {
    domain: from.split('@').at(-1) ?? 'localhost',
    send: async (mail: Mail) => {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url,
        // Forms and passwords cross no network in the open.
        requireTLS: protocol === 'smtp:' && !loopback.test(hostname),
        connectionTimeout: connectMs,
        greetingTimeout: connectMs,
        socketTimeout: silentMs,
      });
      try {
        const { to, subject, text, messageId, attachments } = mail;
        const sent = await transport.sendMail({
          ...{ from, to: [...to], subject, text, messageId },
          attachments: attachments.map(({ name, type, bytes }) => ({
            ...{ filename: name, contentType: type, content: Buffer.from(bytes) },
          })),
        });
        const refused = sent.rejected.length > 0 ? `; refused: ${sent.rejected.join(', ')}` : '';
        return { end: 'taken', told: `${sent.response}${refused}`.slice(0, toldCharsMax) };
      } catch (error) {
        return outcomeOfError(error as SmtpError);
      } finally {
        transport.close();
      }
    },
  };
}
