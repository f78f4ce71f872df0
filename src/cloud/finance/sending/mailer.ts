/** Sends a mail, and says for certain whether it did: a mail that may have been taken is never sent again by itself. */

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly attachments: readonly MailAttachment[];
}

export type MailOutcome =
  | { readonly end: 'taken'; readonly told: string }
  /** The server has not taken it; `permanent`, and will not. */
  | { readonly end: 'refused'; readonly permanent: boolean; readonly told: string }
  /** The connection was lost when the server may have taken it. */
  | { readonly end: 'unclear'; readonly told: string };

export interface Mailer {
  /** The part of addresses after the sign, for message numbers. */
  readonly domain: string;
  /** Never rejects. */
  send(mail: Mail): Promise<MailOutcome>;
}
