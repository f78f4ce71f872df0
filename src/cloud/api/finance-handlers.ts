/** Statements, runs, differences, balances and closed days of a merchant; whatever changes anything is audited. */
import { type DifferenceAction, fittingActions } from '../../domain/difference.ts';
import { Fault } from '../../domain/fault.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import {
  listDayRuns,
  listDifferences,
  listStatements,
  readBalances,
  readDayRun,
  readDifference,
  readHistory,
} from './finance-queries.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

type Listing = 'listStatements' | 'listDayRuns' | 'listDifferences' | 'listClosedDays' | 'listChannelRates';
type Reading = 'readDifference' | 'readBalances';
type Changing = 'fetchStatement' | 'compareDay' | 'actOnDifference' | 'closeDay' | 'changeChannelRate';

export function financeHandlers(ports: ApiPorts): Pick<Handlers, Listing | Reading | Changing> {
  return { ...listingHandlers(ports), ...readingHandlers(ports), ...comparing(ports), ...deciding(ports) };
}

function listingHandlers({ db }: ApiPorts): Pick<Handlers, Listing> {
  return {
    listStatements: async (call) => {
      const { after, ...asked } = call.query;
      const before = readCursor<[number, string]>(after, ['number', 'string']);
      const rows = await listStatements(db, await call.merchantId(), { ...asked, before });
      return pageFrom(
        rows,
        asked.limit,
        (row) => row,
        ({ receivedAtMs, id }) => [receivedAtMs, id],
      );
    },
    listDayRuns: async (call) => {
      const { after, ...asked } = call.query;
      const before = readCursor<[string, string]>(after, ['string', 'string']);
      const rows = await listDayRuns(db, await call.merchantId(), { ...asked, before });
      return pageFrom(
        rows,
        asked.limit,
        (row) => row,
        ({ day, channel }) => [day, channel],
      );
    },
    listDifferences: async (call) => {
      const { after, ...asked } = call.query;
      const key = readCursor<[string, string]>(after, ['string', 'string']);
      const rows = await listDifferences(db, await call.merchantId(), { ...asked, after: key });
      return pageFrom(
        rows,
        asked.limit,
        (row) => row,
        ({ day, id }) => [day, id],
      );
    },
    listClosedDays: async (call) => {
      const rows = await db
        .selectFrom('closed_days')
        .selectAll()
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('day', 'desc')
        .limit(400)
        .execute();
      const items = rows.map((row) => ({
        ...{ day: row.day, closedAtMs: Number(row.closed_at_ms), closedBy: row.closed_by },
        ...{ entries: Number(row.entries), debitMinor: Number(row.debit_minor) },
      }));
      return { items, next: null };
    },
    listChannelRates: async (call) => {
      const rows = await db
        .selectFrom('channel_rates')
        .select(['channel', 'rate_ppm'])
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('channel')
        .execute();
      return { items: rows.map(({ channel, rate_ppm: ratePpm }) => ({ channel, ratePpm })), next: null };
    },
  };
}

function readingHandlers({ db, books }: ApiPorts): Pick<Handlers, Reading> {
  return {
    readDifference: async (call) => {
      const difference = await readDifference(db, await call.merchantId(), call.param('id'));
      if (!difference) throw new Fault('NOT_FOUND', 'read a difference');
      const { id, closedAtMs } = difference;
      const fits: DifferenceAction[] = closedAtMs === null ? fittingActions(difference) : [];
      const { writeOffMinorMax } = books;
      return { ...difference, fits, writeOffMinorMax, history: await readHistory(db, id) };
    },
    readBalances: async (call) => {
      const merchantId = await call.merchantId();
      return { ...(await readBalances(db, merchantId, call.query)), broken: await books.check(merchantId) };
    },
  };
}

const named = (call: Call<Changing>) => call.principal().name;

function comparing({ db, clock, books }: ApiPorts): Pick<Handlers, 'fetchStatement' | 'compareDay'> {
  const audit = async (call: Call<Changing>, action: string, subject: string, facts: object) => {
    const act = { merchantId: await call.merchantId(), action, subject, facts: { ...facts } };
    await writeAudit(db, call.principal(), act, clock.now());
  };
  return {
    fetchStatement: async (call) => {
      const taken = await books.fetch({
        ...call.body,
        merchantId: await call.merchantId(),
        actor: named(call),
      });
      await audit(call, 'fetchStatement', `${call.body.channel} ${call.body.day}`, { state: taken.state });
      return taken;
    },
    compareDay: async (call) => {
      const { channel, day } = call.body;
      const merchantId = await call.merchantId();
      await books.compare({ merchantId, channel, day, actor: named(call) });
      await audit(call, 'compareDay', `${channel} ${day}`, {});
      const run = await readDayRun(db, merchantId, channel, day);
      if (!run) throw new Fault('NOT_FOUND', 'compare a day');
      return run;
    },
  };
}

function deciding({
  db,
  clock,
  books,
}: ApiPorts): Pick<Handlers, 'actOnDifference' | 'closeDay' | 'changeChannelRate'> {
  return {
    actOnDifference: async (call) => {
      const merchantId = await call.merchantId();
      const { action, note, untilMs, owner } = call.body;
      const differenceId = call.param('id');
      return db.transaction().execute(async (tx) => {
        const decision = { merchantId, differenceId, action, note, owner, actor: named(call) };
        const { amountMinor } = await books.act(tx, { ...decision, atMs: clock.now(), waitUntilMs: untilMs });
        const facts = { decision: action, note, amountMinor };
        const act = { merchantId, action: 'actOnDifference', subject: differenceId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
        const difference = await readDifference(tx, merchantId, differenceId);
        if (!difference) throw new Fault('NOT_FOUND', 'read a difference');
        return difference;
      });
    },
    closeDay: async (call) => {
      const merchantId = await call.merchantId();
      const { day } = call.body;
      return db.transaction().execute(async (tx) => {
        const [actor, atMs] = [named(call), clock.now()];
        const closed = await books.close(tx, { merchantId, day, actor, atMs });
        const { entries, debitMinor } = closed;
        const act = { merchantId, action: 'closeDay', subject: day, facts: { entries, debitMinor } };
        await writeAudit(tx, call.principal(), act, atMs);
        return { ...closed, closedAtMs: atMs, closedBy: actor };
      });
    },
    changeChannelRate: async (call) => {
      const merchantId = await call.merchantId();
      const channel = call.param('channel');
      const { ratePpm } = call.body;
      await db.transaction().execute(async (tx) => {
        await tx
          .deleteFrom('channel_rates')
          .where('merchant_id', '=', merchantId)
          .where('channel', '=', channel)
          .execute();
        if (ratePpm !== null) {
          await tx
            .insertInto('channel_rates')
            .values({ merchant_id: merchantId, channel, rate_ppm: ratePpm })
            .execute();
        }
        const act = { merchantId, action: 'changeChannelRate', subject: channel, facts: { ratePpm } };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}
