/** Writes down who changed what, in the transaction of the change itself. */
import type { Principal } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';

export interface AuditedAct {
  readonly merchantId: string | null;
  readonly action: string;
  readonly subject: string;
  /** Never a secret. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export async function writeAudit(
  db: CloudDatabase,
  principal: Pick<Principal, 'kind' | 'name'>,
  act: AuditedAct,
  atMs: number,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      merchant_id: act.merchantId,
      at_ms: atMs,
      actor: principal.name,
      actor_kind: principal.kind,
      action: act.action,
      subject: act.subject,
      facts: JSON.stringify(act.facts ?? {}),
    })
    .execute();
}
