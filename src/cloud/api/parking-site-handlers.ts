/** Parking sites, lots with their keys, and tariffs with their versions: read and changed. */
import { Fault } from '../../domain/fault.ts';
import { localTime } from '../../domain/local-time.ts';
import type { Currency } from '../../domain/money.ts';
import { parkingGatewayPath } from '../../wire/parking-gateway.ts';
import type { Answer } from '../../wire/rest.ts';
import {
  type ParkingLotView,
  type ParkingSiteView,
  parkingLotsMax,
  parkingSitesMax,
  tariffsMax,
} from '../../wire/rest-parking.ts';
import { lockMerchant } from '../database/lock-merchant.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import {
  listParkingLots,
  listParkingPayments,
  listParkingSites,
  listParkingStays,
  sumParking,
} from './parking-site-queries.ts';

type Reading =
  | 'listParkingSites'
  | 'readParkingSums'
  | 'listTariffs'
  | 'listParkingStays'
  | 'listParkingPayments';
type Changing = 'changeParkingSite' | 'changeParkingLot' | 'changeTariff';
type Keying = 'makeParkingLotKey' | 'endParkingLotKey';

export function parkingSiteHandlers(ports: ApiPorts): Pick<Handlers, Reading | Changing | Keying> {
  return {
    ...readingHandlers(ports),
    ...placeHandlers(ports),
    ...keyHandlers(ports),
    changeTariff: changeTariff(ports),
  };
}

function readingHandlers({ db, clock, publicUrl }: ApiPorts): Pick<Handlers, Reading> {
  return {
    listParkingSites: async (call) => ({
      items: await listParkingSites(db, await call.merchantId(), publicUrl()),
      next: null,
    }),
    readParkingSums: async (call) => {
      const merchantId = await call.merchantId();
      const { currency } = await db
        .selectFrom('merchants')
        .select('currency')
        .where('merchant_id', '=', merchantId)
        .executeTakeFirstOrThrow();
      return { currency: currency as Currency, items: await sumParking(db, merchantId, call.query) };
    },
    listTariffs: async (call) => {
      const rows = await db
        .selectFrom('parking_tariffs')
        .distinctOn('tariff_id')
        .selectAll()
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('tariff_id')
        .orderBy('version', 'desc')
        .execute();
      const items = rows.map(({ body, version, made_at_ms, made_by }) => ({
        ...{ tariff: body, version, madeAtMs: Number(made_at_ms), madeBy: made_by },
      }));
      return { items, next: null };
    },
    listParkingStays: async (call) => listParkingStays(db, await call.merchantId(), call.query, clock.now()),
    listParkingPayments: async (call) => listParkingPayments(db, await call.merchantId(), call.query),
  };
}

function placeHandlers({
  db,
  clock,
  publicUrl,
}: ApiPorts): Pick<Handlers, 'changeParkingSite' | 'changeParkingLot'> {
  return {
    changeParkingSite: async (call) => {
      const [merchantId, siteId, nowMs] = [await call.merchantId(), siteIdOf(call.param('id')), clock.now()];
      const { name, timeZone } = call.body;
      localTime(nowMs, zoneOf(timeZone));
      return db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        const facts = { name: JSON.stringify(name), time_zone: timeZone };
        await tx
          .insertInto('parking_sites')
          .values({ merchant_id: merchantId, site_id: siteId, ...facts, created_at_ms: nowMs })
          .onConflict((conflict) => conflict.columns(['merchant_id', 'site_id']).doUpdateSet(facts))
          .execute();
        const sites = await listParkingSites(tx, merchantId, publicUrl());
        if (sites.length > parkingSitesMax) throw new Fault('RATE_LIMITED', 'add so many sites');
        const act = { merchantId, action: 'changeParkingSite', subject: siteId, facts: { timeZone } };
        await writeAudit(tx, call.principal(), act, nowMs);
        return sites.find(({ id }) => id === siteId) as ParkingSiteView;
      });
    },
    changeParkingLot: async (call) => {
      const [merchantId, lotId, nowMs] = [await call.merchantId(), siteIdOf(call.param('id')), clock.now()];
      const { siteId, name, own, tariffId } = call.body;
      return db.transaction().execute(async (tx) => {
        await lockMerchant(tx, merchantId);
        await mustExist(tx, merchantId, siteId, tariffId);
        const facts = { site_id: siteId, name: JSON.stringify(name), own, tariff_id: tariffId };
        await tx
          .insertInto('parking_lots')
          .values({ merchant_id: merchantId, lot_id: lotId, ...facts, created_at_ms: nowMs })
          .onConflict((conflict) => conflict.columns(['merchant_id', 'lot_id']).doUpdateSet(facts))
          .execute();
        const lots = await listParkingLots(tx, merchantId, publicUrl());
        if (lots.length > parkingLotsMax) throw new Fault('RATE_LIMITED', 'add so many lots');
        const act = { merchantId, action: 'changeParkingLot', subject: lotId };
        await writeAudit(tx, call.principal(), { ...act, facts: { siteId, own, tariffId } }, nowMs);
        return lots.find(({ id }) => id === lotId) as ParkingLotView;
      });
    },
  };
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'change parking', { facts: { where } });
}

function siteIdOf(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw malformed('path.id');
  return id;
}

/** The zone, if this computer knows it; throws `INPUT_MALFORMED`. */
function zoneOf(timeZone: string): string {
  try {
    localTime(0, timeZone);
    return timeZone;
  } catch {
    throw malformed('body.timeZone: is none');
  }
}

async function mustExist(
  db: CloudDatabase,
  merchantId: string,
  siteId: string,
  tariffId: string | null,
): Promise<void> {
  const site = await db
    .selectFrom('parking_sites')
    .select('site_id')
    .where('merchant_id', '=', merchantId)
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  if (!site) throw malformed('body.siteId: there is no such site');
  if (tariffId === null) return;
  const tariff = await db
    .selectFrom('parking_tariffs')
    .select('tariff_id')
    .where('merchant_id', '=', merchantId)
    .where('tariff_id', '=', tariffId)
    .executeTakeFirst();
  if (!tariff) throw malformed('body.tariffId: there is no such tariff');
}

type KeyCall = Pick<Call<'endParkingLotKey'>, 'merchantId' | 'principal' | 'param'>;

function keyHandlers({ db, clock, lotKeys, publicUrl }: ApiPorts): Pick<Handlers, Keying> {
  const setKey = async (call: KeyCall, appId: string | null) => {
    const merchantId = await call.merchantId();
    const nowMs = clock.now();
    await db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('parking_lots')
        .set({ app_id: appId, key_made_at_ms: appId === null ? null : nowMs })
        .where('merchant_id', '=', merchantId)
        .where('lot_id', '=', call.param('id'))
        .returning('lot_id')
        .executeTakeFirst();
      if (!row) throw new Fault('NOT_FOUND', 'find a parking lot');
      const action = appId === null ? 'endParkingLotKey' : 'makeParkingLotKey';
      const act = { merchantId, action, subject: row.lot_id, facts: appId === null ? {} : { appId } };
      await writeAudit(tx, call.principal(), act, nowMs);
    });
  };
  return {
    makeParkingLotKey: async (call) => {
      const appId = lotKeys.newAppId();
      await setKey(call, appId);
      return { appId, appSecret: lotKeys.secretOf(appId), gatewayUrl: publicUrl() + parkingGatewayPath };
    },
    endParkingLotKey: async (call) => {
      await setKey(call, null);
      return { done: true };
    },
  };
}

function changeTariff({ db, clock }: ApiPorts): Handlers['changeTariff'] {
  return async (call): Promise<Answer<'changeTariff'>> => {
    const merchantId = await call.merchantId();
    const { version, tariff } = call.body;
    if (tariff.tariffId !== call.param('id')) throw malformed('body.tariff.tariffId: is not the path’s');
    const nowMs = clock.now();
    const { name: madeBy } = call.principal();
    return db.transaction().execute(async (tx) => {
      await lockMerchant(tx, merchantId);
      const { newest, count } = await tx
        .selectFrom('parking_tariffs')
        .select(({ fn, lit }) => [
          fn.coalesce(fn.max('version').filterWhere('tariff_id', '=', tariff.tariffId), lit(0)).as('newest'),
          fn.count<number>('tariff_id').distinct().as('count'),
        ])
        .where('merchant_id', '=', merchantId)
        .executeTakeFirstOrThrow();
      if (Number(newest) !== version) throw new Fault('EDITED_MEANWHILE', 'change a tariff');
      if (version === 0 && Number(count) >= tariffsMax)
        throw new Fault('RATE_LIMITED', 'add so many tariffs');
      const made = { version: version + 1, made_at_ms: nowMs, made_by: madeBy };
      await tx
        .insertInto('parking_tariffs')
        .values({
          ...{ merchant_id: merchantId, tariff_id: tariff.tariffId, body: JSON.stringify(tariff) },
          ...made,
        })
        .execute();
      const act = { merchantId, action: 'changeTariff', subject: tariff.tariffId };
      await writeAudit(tx, call.principal(), { ...act, facts: { version: made.version } }, nowMs);
      return { tariff, version: made.version, madeAtMs: nowMs, madeBy };
    });
  };
}
