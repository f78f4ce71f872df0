/** Rules by which codes are read: edited as one ordered list, tried on sample codes, published as a version. */
import { createHash } from 'node:crypto';
import type { CodePattern } from '../../domain/code-pattern.ts';
import { Fault } from '../../domain/fault.ts';
import { localTime } from '../../domain/local-time.ts';
import type { Currency } from '../../domain/money.ts';
import { validatePatterns } from '../../domain/validate-patterns.ts';
import { lockMerchant } from '../database/lock-merchant.ts';
import {
  publishPatterns,
  putSamples,
  readPatterns,
  readPublishedPatterns,
  readSamples,
  replacePatterns,
} from '../database/pattern-rows.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { tryCode } from './try-patterns.ts';

type PatternOperations =
  | ('readCodePatterns' | 'changeCodePatterns' | 'changePatternSamples')
  | ('tryCodePatterns' | 'publishCodePatterns');

export function patternHandlers(ports: ApiPorts): Pick<Handlers, PatternOperations> {
  const { db, clock, bundles } = ports;
  return {
    readCodePatterns: async (call) => {
      const merchantId = await call.merchantId();
      const patterns = await readPatterns(db, merchantId);
      const published = await readPublishedPatterns(db, merchantId);
      return {
        patterns,
        revision: revisionOf(patterns),
        samples: await readSamples(db, merchantId),
        published: published ? { ...published, patterns: [...published.patterns] } : null,
      };
    },
    changeCodePatterns: async (call) => {
      const merchantId = await call.merchantId();
      const { patterns, revision } = call.body;
      refuseProblems(patterns, 'change the code rules');
      await db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        if (revisionOf(await readPatterns(tx, merchantId)) !== revision) {
          throw new Fault('EDITED_MEANWHILE', 'change the code rules');
        }
        await replacePatterns(tx, merchantId, patterns);
        const facts = { patterns: patterns.length };
        const act = { merchantId, action: 'changeCodePatterns', subject: merchantId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { revision: revisionOf(patterns) };
    },
    changePatternSamples: async (call) => {
      const merchantId = await call.merchantId();
      await db.transaction().execute((tx) => putSamples(tx, merchantId, call.body.samples));
      return { done: true };
    },
    tryCodePatterns: async (call) => {
      const merchantId = await call.merchantId();
      const patterns = await readPatterns(db, merchantId);
      const published = await readPublishedPatterns(db, merchantId);
      const context = await readingContext(ports, merchantId);
      const items = [];
      for (const code of call.body.codes) {
        const by = (rules: readonly CodePattern[]) =>
          tryCode(db, merchantId, code, { ...context, patterns: rules });
        items.push({ code, edited: await by(patterns), published: await by(published?.patterns ?? []) });
      }
      return { items };
    },
    publishCodePatterns: async (call) => {
      const merchantId = await call.merchantId();
      const { name } = call.principal();
      const { version } = await db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        refuseProblems(await readPatterns(tx, merchantId), 'publish the code rules');
        const published = await publishPatterns(tx, merchantId, { name, atMs: clock.now() });
        const facts = { version: published.version, patterns: published.patterns.length };
        const act = { merchantId, action: 'publishCodePatterns', subject: merchantId, facts };
        await writeAudit(tx, call.principal(), act, published.publishedAtMs);
        return published;
      });
      const sent = await bundles.publishAll(merchantId);
      return { version, items: sent.map(({ machineId, ...rest }) => ({ kiosk: machineId, ...rest })) };
    },
  };
}

/** Changes whenever the list does. */
function revisionOf(patterns: readonly CodePattern[]): string {
  return createHash('sha256').update(JSON.stringify(patterns)).digest('hex').slice(0, 32);
}

/** A rule that could not be read, or could stall a machine, never leaves the console. */
function refuseProblems(patterns: readonly CodePattern[], attempted: string): void {
  const [problem] = validatePatterns(patterns);
  if (problem === undefined) return;
  throw new Fault('INPUT_MALFORMED', attempted, { facts: { where: problem.slice(0, 300) } });
}

/** Where and when a sample is read: in the merchant's money and time zone, today. */
async function readingContext({ db, clock }: ApiPorts, merchantId: string) {
  const merchant = await db
    .selectFrom('merchants')
    .select(['currency', 'time_zone'])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  const { dateIso } = localTime(clock.now(), merchant.time_zone);
  return { currency: merchant.currency as Currency, todayIso: dateIso };
}
