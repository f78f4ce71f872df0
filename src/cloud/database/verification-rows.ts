/** A merchant's verification rules as rows: the draft that is edited, and the bases that were published. */
import type { NamedValue, RuleBase, VerificationRule } from '../../domain/verification-rule.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

export interface VerificationDraft {
  readonly rules: readonly VerificationRule[];
  readonly values: readonly NamedValue[];
}

export interface PublishedRules {
  readonly base: RuleBase;
  readonly publishedAtMs: number;
  readonly publishedBy: string;
}

export async function readDraft(db: CloudDatabase, merchantId: string): Promise<VerificationDraft> {
  const rules = await db
    .selectFrom('verification_rules')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .orderBy('position')
    .orderBy('rule_key')
    .execute();
  const values = await db
    .selectFrom('verification_values')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return { rules: rules.map(({ body }) => body), values: values?.body ?? [] };
}

export async function putRule(
  tx: CloudTransaction,
  merchantId: string,
  rule: VerificationRule,
): Promise<void> {
  const changing = { position: rule.order, body: JSON.stringify(rule) };
  await tx
    .insertInto('verification_rules')
    .values({ merchant_id: merchantId, rule_key: rule.key, ...changing })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'rule_key']).doUpdateSet(changing))
    .execute();
}

/** Whether there was one. */
export async function removeRule(tx: CloudTransaction, merchantId: string, key: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('verification_rules')
    .where('merchant_id', '=', merchantId)
    .where('rule_key', '=', key)
    .returning('rule_key')
    .executeTakeFirst();
  return row !== undefined;
}

export async function putValues(
  tx: CloudTransaction,
  merchantId: string,
  values: readonly NamedValue[],
): Promise<void> {
  const body = JSON.stringify(values);
  await tx
    .insertInto('verification_values')
    .values({ merchant_id: merchantId, body })
    .onConflict((conflict) => conflict.column('merchant_id').doUpdateSet({ body }))
    .execute();
}

/** The version of the newest base; cheap enough to ask before every charge. */
export async function publishedVersion(db: CloudDatabase, merchantId: string): Promise<number> {
  const row = await db
    .selectFrom('verification_bases')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/** The newest base; undefined where none was ever published. */
export async function readPublishedRules(
  db: CloudDatabase,
  merchantId: string,
): Promise<PublishedRules | undefined> {
  const row = await db
    .selectFrom('verification_bases')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { base: row.body, publishedAtMs: Number(row.published_at_ms), publishedBy: row.published_by };
}

/** Puts a base in force; of two at the same moment one finds its version taken and fails. */
export async function addPublishedRules(
  tx: CloudTransaction,
  merchantId: string,
  { base, publishedAtMs, publishedBy }: PublishedRules,
): Promise<void> {
  await tx
    .insertInto('verification_bases')
    .values({
      merchant_id: merchantId,
      version: base.version,
      body: JSON.stringify(base),
      published_at_ms: publishedAtMs,
      published_by: publishedBy,
    })
    .execute();
}
