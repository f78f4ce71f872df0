/**
 * How much memory this process and the database's own processes for one database have, at most, while something is
 * measured; pages that processes share are counted once. Only where both are on this computer.
 */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';

const everyMs = 500;

/** Answers what ends it and says the most that was seen, in MB; undefined where the database is elsewhere. */
export function watchMemory(db: CloudDatabase): () => Promise<number | undefined> {
  let mostMb = 0;
  let elsewhere = false;
  const look = async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database()`.execute(db);
    const found = rows.map(({ pid }) => sizeOf(pid));
    elsewhere ||= found.length > 0 && found.every((mb) => mb === undefined);
    const allMb = found.reduce<number>((sum, mb) => sum + (mb ?? 0), process.memoryUsage().rss / 1e6);
    mostMb = Math.max(mostMb, allMb);
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
    return elsewhere ? undefined : mostMb;
  };
}

/** Of a process of PostgreSQL; undefined where there is none of this number, or none any more. */
function sizeOf(pid: number): number | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return undefined;
    const [, kb] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return kb === undefined ? undefined : Number(kb) / 1000;
  } catch {
    return undefined;
  }
}
