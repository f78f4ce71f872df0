/** A mail server on the loopback that keeps what it takes, and refuses what it is told to. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  readonly to: readonly string[];
  /** As it came, headers and all. */
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: readonly TakenMail[];
  /** Answers each mail so from now on; `drop` takes it and ends the connection without a word. */
  answer(how: 'take' | 'refuse' | 'later' | 'drop'): void;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: TakenMail[] = [];
  let how: 'take' | 'refuse' | 'later' | 'drop' = 'take';
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (how === 'refuse' || how === 'later') {
          const error = new Error('not now') as Error & { responseCode: number };
          error.responseCode = how === 'refuse' ? 550 : 451;
          return done(error);
        }
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        if (how === 'drop') return void dropAll();
        done();
      });
    },
  });
  const dropAll = () => {
    for (const connection of server.connections) {
      (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
    }
  };
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    answer: (said) => {
      how = said;
    },
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
