/** One of Redis's numbered databases for one run alone: taken under a key of database 0, emptied at the end. */
import { createClient } from 'redis';

/** Redis has 16 by default; 0 is where the taken ones are noted. */
const databaseMax = 15;
const takenForS = 900;

/** Takes a database that nobody uses; throws if all are taken. */
export async function takeRedisDatabase(url: string): Promise<{ url: string; close: () => Promise<void> }> {
  const notes = createClient({ url });
  await notes.connect();
  for (let database = 1; database <= databaseMax; database += 1) {
    const key = `journey:taken:${database}`;
    const expiration = { type: 'EX' as const, value: takenForS };
    if ((await notes.set(key, '1', { condition: 'NX', expiration })) === null) continue;
    const own = new URL(url);
    own.pathname = `/${database}`;
    await empty(own.href);
    return {
      url: own.href,
      close: async () => {
        await empty(own.href);
        await notes.del(key);
        await notes.close();
      },
    };
  }
  await notes.close();
  throw new Error('every Redis database is taken');
}

async function empty(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.flushDb();
  await client.close();
}
