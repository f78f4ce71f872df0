/** Puts the books together: what people do with them, what the schedule does, and where statements come from. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudPorts } from './cloud.ts';
import { BooksDesk } from './finance/books-desk.ts';
import { BooksJobs } from './finance/books-jobs.ts';
import { BooksSchedule, type StatementAccount } from './finance/books-schedule.ts';
import { statementChannels } from './finance/read-statement.ts';
import type { PlatformAccounts } from './gateway/gateway-ports.ts';

export interface OpenedBooks {
  readonly desk: BooksDesk;
  start(): void;
  stop(): Promise<void>;
}

export function openBooks(
  { database, clock, random, log, settings }: CloudPorts,
  platforms: PlatformAccounts,
): OpenedBooks {
  const { db } = database;
  const jobs = new BooksJobs(clock);
  const desk = new BooksDesk({
    ...{ db, clock, random, log, jobs },
    spoolDir: join(settings.spoolDir ?? tmpdir(), 'kioskd-books'),
    statementOf: async (merchantId, channel, day) =>
      platforms.platformOf(merchantId, channel)?.statement?.(day),
  });
  const accounts = settings.accounts.flatMap(({ merchantId, platform }): StatementAccount[] => {
    const channel = statementChannels.find((one) => one === platform);
    return channel ? [{ merchantId, channel }] : [];
  });
  const schedule = new BooksSchedule({ db, clock, log, desk, accounts });
  return {
    desk,
    start: () => schedule.start(),
    stop: async () => {
      jobs.stop();
      await schedule.stop();
    },
  };
}
