/** A merchant's code rules as rows: the list that is edited, its sample codes, and the tables published. */
import type { CodePattern } from '../../domain/code-pattern.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

/** A table of code rules in force; machines read codes by it from their next bundle on. */
export interface PublishedPatterns {
  readonly version: number;
  readonly patterns: readonly CodePattern[];
  readonly publishedAtMs: number;
  readonly publishedBy: string;
}

/** The rules as edited, in the order in which they are asked. */
export async function readPatterns(db: CloudDatabase, merchantId: string): Promise<CodePattern[]> {
  const rows = await db
    .selectFrom('code_patterns')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .orderBy('position')
    .execute();
  return rows.map(({ body }) => body);
}

export async function replacePatterns(
  tx: CloudTransaction,
  merchantId: string,
  patterns: readonly CodePattern[],
): Promise<void> {
  await tx.deleteFrom('code_patterns').where('merchant_id', '=', merchantId).execute();
  if (patterns.length === 0) return;
  const rows = patterns.map((pattern, position) => ({
    merchant_id: merchantId,
    position,
    body: JSON.stringify(pattern),
  }));
  await tx.insertInto('code_patterns').values(rows).execute();
}

/** The newest table; undefined where none was ever published. */
export async function readPublishedPatterns(
  db: CloudDatabase,
  merchantId: string,
): Promise<PublishedPatterns | undefined> {
  const row = await db
    .selectFrom('pattern_tables')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      version: Number(row.version),
      patterns: row.body,
      publishedAtMs: Number(row.published_at_ms),
      publishedBy: row.published_by,
    }
  );
}

/** Puts the rules as edited in force; who calls has locked the merchant. */
export async function publishPatterns(
  tx: CloudTransaction,
  merchantId: string,
  by: { readonly name: string; readonly atMs: number },
): Promise<PublishedPatterns> {
  const before = await readPublishedPatterns(tx, merchantId);
  const patterns = await readPatterns(tx, merchantId);
  const version = (before?.version ?? 0) + 1;
  await tx
    .insertInto('pattern_tables')
    .values({
      merchant_id: merchantId,
      version,
      body: JSON.stringify(patterns),
      published_at_ms: by.atMs,
      published_by: by.name,
    })
    .execute();
  return { version, patterns, publishedAtMs: by.atMs, publishedBy: by.name };
}

export async function readSamples(db: CloudDatabase, merchantId: string): Promise<string[]> {
  const row = await db
    .selectFrom('pattern_samples')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return row?.body ?? [];
}

export async function putSamples(
  tx: CloudTransaction,
  merchantId: string,
  samples: readonly string[],
): Promise<void> {
  const body = JSON.stringify(samples);
  await tx
    .insertInto('pattern_samples')
    .values({ merchant_id: merchantId, body })
    .onConflict((conflict) => conflict.column('merchant_id').doUpdateSet({ body }))
    .execute();
}
