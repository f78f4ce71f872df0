/** Machines: registering, settings, publication. */
import { Fault } from '../../domain/fault.ts';
import { brokerPassword, machineUserName } from '../../wire/credentials.ts';
import { shardOf } from '../../wire/topics.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts, PublishedBundle } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { listKiosks, readKiosk } from './kiosk-queries.ts';
import { isTimeZone } from './start-of-day.ts';

type KioskOperations =
  | ('listKiosks' | 'readKiosk' | 'addKiosk' | 'changeKiosk')
  | ('publishToKiosk' | 'publishToAll');

function checkTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw new Fault('INPUT_MALFORMED', 'set up a machine', { facts: { where: 'body.timeZone' } });
}

function viewPublished({ machineId, version, sha256, sent }: PublishedBundle) {
  return { kiosk: machineId, version, sha256, sent };
}

export function kioskHandlers(ports: ApiPorts): Pick<Handlers, KioskOperations> {
  const { db, clock, bundles } = ports;
  return {
    listKiosks: async (call) => listKiosks(db, await call.merchantId(), call.query),
    readKiosk: async (call) => readKiosk(db, await call.merchantId(), call.param('id')),
    addKiosk: addKiosk(ports),
    changeKiosk: async (call) => {
      const merchantId = await call.merchantId();
      const machineId = call.param('id');
      const { name, helpPhone, timeZone, tenders, parking, members, faces, display, shelfLife } = call.body;
      checkTimeZone(timeZone);
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('machines')
          .set({
            name: JSON.stringify(name),
            help_phone: helpPhone,
            time_zone: timeZone,
            tenders: JSON.stringify(tenders),
            parking: parking && JSON.stringify(parking),
            shelf_life: JSON.stringify(shelfLife),
            members: members && JSON.stringify(members),
            faces: faces && JSON.stringify(faces),
            display: display && JSON.stringify(display),
          })
          .where('machine_id', '=', machineId)
          .where('merchant_id', '=', merchantId)
          .returning('machine_id')
          .executeTakeFirst();
        if (!row) throw new Fault('NOT_FOUND', 'change a machine');
        const act = { merchantId, action: 'changeKiosk', subject: machineId, facts: call.body };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return readKiosk(db, merchantId, machineId);
    },
    publishToKiosk: async (call) => {
      const merchantId = await call.merchantId();
      const published = await bundles.publish(merchantId, call.param('id'));
      const { machineId, version } = published;
      const act = { merchantId, action: 'publish', subject: machineId, facts: { version } };
      await writeAudit(db, call.principal(), act, clock.now());
      return viewPublished(published);
    },
    publishToAll: async (call) => {
      const merchantId = await call.merchantId();
      const published = await bundles.publishAll(merchantId);
      const facts = { machines: published.length };
      await writeAudit(
        db,
        call.principal(),
        { merchantId, action: 'publish', subject: 'all', facts },
        clock.now(),
      );
      return { items: published.map(viewPublished), next: null };
    },
  };
}

/** Registering again gives the same credentials, which follow from the name and the broker's secret. */
function addKiosk({ db, clock, config }: ApiPorts): Handlers['addKiosk'] {
  return async (call) => {
    const {
      merchantId,
      id,
      name,
      helpPhone,
      timeZone,
      tenders,
      parking,
      members,
      faces,
      display,
      shelfLife,
    } = call.body;
    checkTimeZone(timeZone);
    const shard = shardOf(id);
    const nowMs = clock.now();
    const created = await db.transaction().execute(async (tx) => {
      const merchant = tx.selectFrom('merchants').select('merchant_id').where('merchant_id', '=', merchantId);
      if (!(await merchant.executeTakeFirst())) throw new Fault('NOT_FOUND', 'find a merchant');
      const added = await tx
        .insertInto('machines')
        .values({
          machine_id: id,
          merchant_id: merchantId,
          shard,
          name: JSON.stringify(name),
          help_phone: helpPhone,
          time_zone: timeZone,
          tenders: JSON.stringify(tenders),
          parking: parking && JSON.stringify(parking),
          shelf_life: JSON.stringify(shelfLife),
          members: members && JSON.stringify(members),
          faces: faces && JSON.stringify(faces),
          display: display && JSON.stringify(display),
          created_at_ms: nowMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('machine_id')
        .executeTakeFirst();
      if (added) {
        const act = { merchantId, action: 'addKiosk', subject: id };
        await writeAudit(tx, call.principal(), act, nowMs);
        return true;
      }
      const owner = tx.selectFrom('machines').select('merchant_id').where('machine_id', '=', id);
      if ((await owner.executeTakeFirst())?.merchant_id !== merchantId) {
        throw new Fault('ALREADY_EXISTS', 'register a machine');
      }
      return false;
    });
    const mqttUser = machineUserName(merchantId, id);
    const mqttPassword = brokerPassword(config.mqttSecret, mqttUser);
    return { id, merchantId, shard, mqttUser, mqttPassword, created };
  };
}
