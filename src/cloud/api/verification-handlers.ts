/** Verification rules: edited one by one, tried on past payments, and published as one base. */
import { Fault } from '../../domain/fault.ts';
import { validateRules } from '../../domain/verification.ts';
import { rulesMax } from '../../domain/verification-outcome.ts';
import { lockMerchant } from '../database/lock-merchant.ts';
import {
  addPublishedRules,
  publishedVersion,
  putRule,
  putValues,
  readDraft,
  readPublishedRules,
  removeRule,
  type VerificationDraft,
} from '../database/verification-rows.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';

type VerificationOperations =
  | ('readVerification' | 'changeVerificationRule' | 'removeVerificationRule')
  | ('changeVerificationValues' | 'dryRunVerification' | 'publishVerification');

export function verificationHandlers(ports: ApiPorts): Pick<Handlers, VerificationOperations> {
  return { ...editingHandlers(ports), ...publishingHandlers(ports) };
}

function editingHandlers({
  db,
  clock,
}: ApiPorts): Pick<Handlers, Exclude<VerificationOperations, 'dryRunVerification' | 'publishVerification'>> {
  return {
    readVerification: async (call) => {
      const merchantId = await call.merchantId();
      const { rules, values } = await readDraft(db, merchantId);
      const published = await readPublishedRules(db, merchantId);
      return { rules: [...rules], values: [...values], published: published ?? null };
    },
    changeVerificationRule: async (call) => {
      const merchantId = await call.merchantId();
      const rule = call.body;
      const { key, expression, place } = rule;
      if (key !== call.param('id')) throw malformed('change a verification rule', 'body.key');
      await db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        const { rules, values } = await readDraft(tx, merchantId);
        refuseProblems({ rules: [rule], values }, 'change a verification rule');
        if (!rules.some((known) => known.key === key) && rules.length >= rulesMax) {
          throw malformed('add a verification rule', `there are ${rulesMax} rules already`);
        }
        await putRule(tx, merchantId, rule);
        const act = {
          merchantId,
          action: 'changeVerificationRule',
          subject: key,
          facts: { expression, place },
        };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return rule;
    },
    removeVerificationRule: async (call) => {
      const merchantId = await call.merchantId();
      const key = call.param('id');
      await db.transaction().execute(async (tx) => {
        if (!(await removeRule(tx, merchantId, key)))
          throw new Fault('NOT_FOUND', 'remove a verification rule');
        const act = { merchantId, action: 'removeVerificationRule', subject: key };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
    changeVerificationValues: async (call) => {
      const merchantId = await call.merchantId();
      const { values } = call.body;
      await db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        const { rules } = await readDraft(tx, merchantId);
        refuseProblems({ rules, values }, 'change the values of verification rules');
        await putValues(tx, merchantId, values);
        const facts = { values: values.map(({ name }) => name) };
        const act = { merchantId, action: 'changeVerificationValues', subject: merchantId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}

function publishingHandlers({
  db,
  clock,
  bundles,
  dryRunRules,
}: ApiPorts): Pick<Handlers, 'dryRunVerification' | 'publishVerification'> {
  return {
    dryRunVerification: async (call) => {
      const merchantId = await call.merchantId();
      const draft = await readDraft(db, merchantId);
      refuseProblems(draft, 'try verification rules on past payments');
      return dryRunRules(merchantId, draft, call.body.payments);
    },
    publishVerification: async (call) => {
      const merchantId = await call.merchantId();
      const principal = call.principal();
      const version = await db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        const draft = await readDraft(tx, merchantId);
        refuseProblems(draft, 'publish verification rules');
        const next = (await publishedVersion(tx, merchantId)) + 1;
        const publishedAtMs = clock.now();
        const base = { version: next, rules: [...draft.rules], values: [...draft.values] };
        await addPublishedRules(tx, merchantId, { base, publishedAtMs, publishedBy: principal.name });
        const facts = { version: next, rules: draft.rules.map(({ key }) => key) };
        const act = { merchantId, action: 'publishVerification', subject: merchantId, facts };
        await writeAudit(tx, principal, act, publishedAtMs);
        return next;
      });
      const published = await bundles.publishAll(merchantId);
      return { version, items: published.map(({ machineId, ...sent }) => ({ kiosk: machineId, ...sent })) };
    },
  };
}

function malformed(attempted: string, where: string): Fault {
  return new Fault('INPUT_MALFORMED', attempted, { facts: { where } });
}

/** What a machine or the gateway could not evaluate never leaves the console. */
function refuseProblems(draft: VerificationDraft, attempted: string): void {
  const [problem] = validateRules({ rules: [...draft.rules], values: [...draft.values] });
  if (!problem) return;
  const column = problem.at ? ` (column ${problem.at.column})` : '';
  throw malformed(attempted, `${problem.key}${column}: ${problem.message}`.slice(0, 300));
}
