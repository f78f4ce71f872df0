/**
 * Takes statements in, fetched or uploaded. A file is spooled, read to its end in a process of its own, and only then
 * written down, whole, in one transaction that also puts an older one of the same day out of force. What cannot be
 * read is kept as refused, with line, column and reason; nothing of it is imported.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { BooksWork } from './books-jobs.ts';
import type { ReadStatement, StatementChannel } from './read-statement.ts';

export interface StatementDeskPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly jobs: BooksWork;
  /** Folder for files under way; emptied at start. */
  readonly spoolDir: string;
}

export interface OfferedStatement {
  readonly merchantId: string;
  readonly channel: StatementChannel;
  /** `YYYY-MM-DD` in China. */
  readonly day: string;
  readonly source: 'fetched' | 'uploaded';
  readonly actor: string;
  /** As the platform named it, of the plain statement. */
  readonly sha1?: string | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What became of a statement. */
export interface TakenStatement {
  readonly fileId: string;
  readonly state: 'imported' | 'refused';
  readonly rows: number;
  readonly fault?: FaultCode;
  readonly line?: number;
  readonly column?: string;
  readonly reason?: string;
}

export const statementBytesMax = 2 * 1024 ** 3;

export class StatementDesk {
  #ports: StatementDeskPorts;

  constructor(ports: StatementDeskPorts) {
    this.#ports = ports;
  }

  /** Throws `STATEMENT_KNOWN` for a file that was taken before, `INPUT_TOO_LARGE`. */
  async take(offered: OfferedStatement): Promise<TakenStatement> {
    const { clock, random, spoolDir } = this.#ports;
    const fileId = makeId('stm', clock.now(), random.bytes(10));
    await mkdir(spoolDir, { recursive: true, mode: 0o700 });
    const [path, pagesPath] = [join(spoolDir, `${fileId}.in`), join(spoolDir, `${fileId}.pages`)];
    try {
      const spooled = await spool(path, offered.bytes);
      await this.#refuseKnown(offered, spooled.hash);
      return await this.#read(fileId, { path, pagesPath, ...spooled }, offered);
    } finally {
      await rm(path, { force: true });
      await rm(pagesPath, { force: true });
    }
  }

  /** The platform says that the day had no trades: compared like an empty statement. */
  async takeNone(asked: Omit<OfferedStatement, 'bytes'>): Promise<void> {
    const { db, clock, random } = this.#ports;
    const { merchantId, channel, day, source, actor } = asked;
    await db
      .insertInto('statement_files')
      .values({
        file_id: makeId('stm', clock.now(), random.bytes(10)),
        ...{ merchant_id: merchantId, channel, day, state: 'none', account: null, file_hash: '' },
        ...{ bytes: 0, rows: 0, totals: null, source, actor, received_at_ms: clock.now() },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async #refuseKnown({ merchantId, channel }: OfferedStatement, hash: string): Promise<void> {
    const known = await this.#ports.db
      .selectFrom('statement_files')
      .select(['file_id', 'day'])
      .where('merchant_id', '=', merchantId)
      .where('channel', '=', channel)
      .where('file_hash', '=', hash)
      .where('state', 'in', ['imported', 'superseded'])
      .executeTakeFirst();
    if (!known) return;
    const facts = { file: known.file_id, day: known.day };
    throw new Fault('STATEMENT_KNOWN', 'take a statement', { facts });
  }

  async #read(
    fileId: string,
    file: { path: string; pagesPath: string; hash: string; bytes: number },
    offered: OfferedStatement,
  ): Promise<TakenStatement> {
    const { jobs } = this.#ports;
    const { channel, day, sha1 } = offered;
    try {
      const expected = { day, account: await this.#accountOf(offered) };
      const read = await jobs.read({ path: file.path, pagesPath: file.pagesPath, channel, expected, sha1 });
      await this.#import(fileId, file, offered, read);
      return { fileId, state: 'imported', rows: read.rows };
    } catch (error) {
      if (!(error instanceof Fault) || !error.code.startsWith('STATEMENT_')) throw error;
      return this.#refuse(fileId, file, offered, error);
    }
  }

  /** The account that earlier statements of the channel were of. */
  async #accountOf({ merchantId, channel }: OfferedStatement): Promise<string | undefined> {
    const row = await this.#ports.db
      .selectFrom('statement_files')
      .select('account')
      .where('merchant_id', '=', merchantId)
      .where('channel', '=', channel)
      .where('account', 'is not', null)
      .where('account', '!=', '')
      .where('state', 'in', ['imported', 'superseded'])
      .orderBy('received_at_ms')
      .limit(1)
      .executeTakeFirst();
    return row?.account ?? undefined;
  }

  async #import(
    fileId: string,
    file: { pagesPath: string; hash: string; bytes: number },
    { merchantId, channel, day, source, actor }: OfferedStatement,
    read: ReadStatement,
  ): Promise<void> {
    const { db, clock } = this.#ports;
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('statement_files')
        .set({ state: 'superseded' })
        .where('merchant_id', '=', merchantId)
        .where('channel', '=', channel)
        .where('day', '=', day)
        .where('state', 'in', ['imported', 'none'])
        .execute();
      await tx
        .insertInto('statement_files')
        .values({
          ...{ file_id: fileId, merchant_id: merchantId, channel, day, state: 'imported', source, actor },
          ...{ account: read.account, file_hash: file.hash, bytes: file.bytes, rows: read.rows },
          ...{ totals: JSON.stringify(read.totals), received_at_ms: clock.now() },
        })
        .execute();
      const pages = await open(file.pagesPath);
      try {
        for (const [n, page] of read.pages.entries()) {
          const packed = Buffer.alloc(page.length);
          await pages.read(packed, 0, page.length, page.offset);
          await tx
            .insertInto('statement_pages')
            .values({ file_id: fileId, n, rows: page.rows, packed })
            .execute();
        }
      } finally {
        await pages.close();
      }
    });
  }

  async #refuse(
    fileId: string,
    file: { hash: string; bytes: number },
    { merchantId, channel, day, source, actor }: OfferedStatement,
    fault: Fault,
  ): Promise<TakenStatement> {
    const { db, clock } = this.#ports;
    const { line, column, reason } = fault.facts as { line?: number; column?: string; reason?: string };
    await db
      .insertInto('statement_files')
      .values({
        ...{ file_id: fileId, merchant_id: merchantId, channel, day, state: 'refused', source, actor },
        ...{ account: null, file_hash: file.hash, bytes: file.bytes, rows: 0, totals: null },
        ...{ fault: fault.code, line: line ?? null, column_name: column ?? null, reason: reason ?? null },
        received_at_ms: clock.now(),
      })
      .execute();
    return {
      ...{ fileId, state: 'refused', rows: 0, fault: fault.code },
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(reason === undefined ? {} : { reason }),
    };
  }
}

async function spool(
  path: string,
  source: AsyncIterable<Uint8Array>,
): Promise<{ hash: string; bytes: number }> {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > statementBytesMax) throw new Fault('INPUT_TOO_LARGE', 'take a statement');
      hash.update(chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), bytes };
}
