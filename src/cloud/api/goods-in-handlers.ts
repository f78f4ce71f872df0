/** Goods taken into stock: recorded, corrected by new entries, listed; and goods that machines held back. */
import { Fault } from '../../domain/fault.ts';
import { type GoodsInFacts, goodsInProblem } from '../../domain/goods-in-facts.ts';
import { localTime } from '../../domain/local-time.ts';
import type { Currency } from '../../domain/money.ts';
import type { Product } from '../../domain/product.ts';
import { type GoodsReading, type ReadContext, readGoodsCode } from '../../domain/read-code.ts';
import type { Text } from '../../domain/text.ts';
import type { GoodsInEntryView } from '../../wire/rest.ts';
import { readRules } from '../database/catalogue-rows.ts';
import { addGoodsIn, type GoodsInEntry, listGoodsIn, readGoodsIn } from '../database/goods-in-rows.ts';
import { listHeldBack } from '../database/held-back-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { likeAnywhere, pageFrom, readCursor } from './page-cursor.ts';
import { productOf } from './try-patterns.ts';

type GoodsInOperations = 'listGoodsIn' | 'takeGoodsIn' | 'readGoodsCode' | 'listHeldBack';

export function goodsInHandlers(ports: ApiPorts): Pick<Handlers, GoodsInOperations> {
  const { db, clock } = ports;
  return {
    listGoodsIn: async (call) => {
      const merchantId = await call.merchantId();
      const { limit, after, text, product, state } = call.query;
      const key = readCursor<[number]>(after, ['number']);
      const rows = await listGoodsIn(db, merchantId, {
        limit,
        inForceOnly: state === 'inForce',
        ...(text === undefined || text === '' ? {} : { like: likeAnywhere(text) }),
        ...(product === undefined ? {} : { productIds: [product] }),
        ...(key ? { before: key[0] } : {}),
      });
      const names = await namesOf(db, merchantId, rows);
      return pageFrom(
        rows,
        limit,
        (entry) => viewEntry(entry, names),
        (entry) => [entry.entryNo],
      );
    },
    takeGoodsIn: takeGoodsIn(ports),
    readGoodsCode: async (call) => {
      const merchantId = await call.merchantId();
      const { currency, time_zone } = await merchantRow(db, merchantId);
      const { patterns } = await readRules(db, merchantId);
      const todayIso = localTime(clock.now(), time_zone).dateIso;
      const read = readOrFault(call.body, { patterns, currency: currency as Currency, todayIso });
      if (read instanceof Fault) return { by: null, product: null, fault: read.code };
      const { by, ...reading } = read;
      const product = await productOf(db, merchantId, read);
      const { lot, serial, producedOn, expiresOn, bestBefore, shelfLifeDays, quantity } = reading;
      return {
        by,
        product: product ?? null,
        ...{ lot, serial, producedOn, expiresOn, bestBefore, shelfLifeDays, quantity },
      };
    },
    listHeldBack: async (call) => {
      const { limit, after, kiosk } = call.query;
      const before = readCursor<[number, string, string, number, number]>(after, [
        ...(['number', 'string', 'string', 'number', 'number'] as const),
      ]);
      const rows = await listHeldBack(db, await call.merchantId(), { kiosk, before, limit });
      return pageFrom(
        rows,
        limit,
        (event) => event,
        (event) => [event.atMs, event.kiosk, event.journalId, event.seq, event.place],
      );
    },
  };
}

function readOrFault(
  { code: text, symbology }: Call<'readGoodsCode'>['body'],
  context: ReadContext,
): GoodsReading | Fault {
  try {
    return readGoodsCode({ text, ...(symbology === undefined ? {} : { symbology }) }, context);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function takeGoodsIn({ db, clock }: ApiPorts): Handlers['takeGoodsIn'] {
  return async (call) => {
    const merchantId = await call.merchantId();
    const principal = call.principal();
    const id = call.param('id');
    const facts = call.body;
    return db.transaction().execute(async (tx) => {
      const { time_zone } = await merchantRow(tx, merchantId);
      // Of two requests with one id the second waits for the first.
      await tx
        .selectFrom('merchants')
        .select('merchant_id')
        .where('merchant_id', '=', merchantId)
        .forUpdate()
        .execute();
      const known = await readGoodsIn(tx, merchantId, id);
      if (known) return sameAgain(tx, merchantId, known, facts);
      await checkFacts(tx, merchantId, id, facts, localTime(clock.now(), time_zone).dateIso);
      const by = { actor: principal.name, atMs: clock.now() };
      await addGoodsIn(tx, merchantId, id, facts, by);
      const act = { merchantId, action: actionOf(facts), subject: id, facts };
      await writeAudit(tx, principal, act, clock.now());
      const entry = await readGoodsIn(tx, merchantId, id);
      if (!entry) throw new Fault('INTERNAL_DEFECT', 'read goods that were just taken in');
      return viewEntry(entry, await namesOf(tx, merchantId, [entry]));
    });
  };
}

function actionOf({ corrects, withdrawn }: GoodsInFacts): string {
  if (withdrawn) return 'withdrawGoodsIn';
  return corrects === undefined ? 'takeGoodsIn' : 'correctGoodsIn';
}

/** A request that came twice gets the answer again; another entry under a known id is refused. */
async function sameAgain(
  tx: CloudTransaction,
  merchantId: string,
  known: GoodsInEntry,
  facts: GoodsInFacts,
): Promise<GoodsInEntryView> {
  const keys = Object.keys({ ...known, ...facts }) as (keyof GoodsInFacts)[];
  const written = keys.filter((key) => key in facts || !notFacts.has(key));
  if (written.some((key) => known[key] !== facts[key])) {
    throw new Fault('ALREADY_EXISTS', 'record goods under an id that is taken');
  }
  return viewEntry(known, await namesOf(tx, merchantId, [known]));
}

const notFacts: ReadonlySet<string> = new Set([
  'entryId',
  'entryNo',
  'takenInAtMs',
  'actor',
  'correctedBy',
  'inForce',
]);

/** Throws `INPUT_MALFORMED` for what names nothing the merchant has, and `ALREADY_EXISTS` for a second correction. */
async function checkFacts(
  tx: CloudTransaction,
  merchantId: string,
  id: string,
  facts: GoodsInFacts,
  todayIso: string,
): Promise<void> {
  if (!/^gin_[0-9A-Za-z]{8,32}$/.test(id)) throw malformed('path.id');
  const problem = goodsInProblem(facts, todayIso);
  if (problem) throw malformed(`body.${problem}`);
  const { productId, patternId, promotionId, corrects, withdrawn } = facts;
  if (corrects !== undefined) {
    const corrected = await readGoodsIn(tx, merchantId, corrects);
    if (!corrected) throw new Fault('NOT_FOUND', 'correct goods that were taken in');
    if (corrected.correctedBy !== undefined) {
      throw new Fault('ALREADY_EXISTS', 'correct goods that were corrected already');
    }
  }
  // What is withdrawn may be about goods that the merchant does not have any more.
  if (withdrawn) return;
  const products = await namesOf(tx, merchantId, [{ productId }]);
  if (!products.has(productId)) throw malformed('body.productId');
  const { patterns, promotions } = await readRules(tx, merchantId);
  if (patternId !== undefined && !patterns.some((pattern) => pattern.patternId === patternId)) {
    throw malformed('body.patternId');
  }
  if (promotionId !== undefined && !promotions.some((one) => one.promotionId === promotionId)) {
    throw malformed('body.promotionId');
  }
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'record goods taken in', { facts: { where } });
}

async function merchantRow(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('merchants')
    .select(['currency', 'time_zone'])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
}

async function namesOf(
  db: CloudDatabase,
  merchantId: string,
  entries: readonly { readonly productId: string }[],
): Promise<ReadonlyMap<string, Text>> {
  const ids = [...new Set(entries.map(({ productId }) => productId))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('products')
    .select(['product_id', 'body'])
    .where('merchant_id', '=', merchantId)
    .where('product_id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ product_id, body }: { product_id: string; body: Product }) => [product_id, body.name]),
  );
}

function viewEntry(
  { entryId, entryNo: _no, correctedBy, ...entry }: GoodsInEntry,
  names: ReadonlyMap<string, Text>,
): GoodsInEntryView {
  return {
    ...entry,
    id: entryId,
    productName: names.get(entry.productId) ?? null,
    correctedBy: correctedBy ?? null,
  };
}
