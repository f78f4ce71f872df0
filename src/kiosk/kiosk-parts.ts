/**
 * The machine's parts and who tells whom: every wire between its features is drawn here and in `parts/`, and
 * nowhere else. Parts are made once; `Kiosk` starts, stops and resumes them.
 */
import type { RecordBody } from '../domain/record.ts';
import { ClockWatch } from './device/clock-watch.ts';
import { DayWatch } from './device/day-watch.ts';
import { DeviceWatch } from './device/device-watch.ts';
import { Compaction } from './journal/compaction.ts';
import type { KioskPorts } from './kiosk-ports.ts';
import type { KioskTurns } from './kiosk-turns.ts';
import { openCloudParts } from './parts/cloud-parts.ts';
import { type CorePart, openCore } from './parts/core-part.ts';
import { openDeliveryParts, openPrinting } from './parts/delivery-parts.ts';
import { saleWires } from './parts/sale-wires.ts';
import { openSeeingParts } from './parts/seeing-parts.ts';
import { openGiftParts, openShopperParts } from './parts/shopper-parts.ts';
import { openCardParts, openCash, openCharges, openPayouts } from './parts/tender-parts.ts';
import { OrderFlow } from './sale/order-flow.ts';
import { SaleFlow } from './sale/sale-flow.ts';
import { stepExecutors } from './step-executors.ts';

export type KioskParts = ReturnType<typeof openParts>;

/** Makes all parts of one machine; nothing runs yet. */
export function openParts(ports: KioskPorts, turns: KioskTurns) {
  const core = openCore(ports, turns, () => sale);
  const cloud = openCloudParts(core);
  const deliveries = openDeliveryParts(core);
  const cash = openCash(core);
  const charges = openCharges(core, cloud);
  const seeing = openSeeingParts(core);
  const cards = openCardParts(core, cloud, seeing.people.keeper);
  const shopper = openShopperParts(core, cloud);
  const gifts = openGiftParts(core, cloud);
  const printing = openPrinting(core, gifts);
  const { models, journal, shop, common } = core;
  const parts = { ...cloud, ...deliveries, cash, charges, ...cards, ...shopper, gifts, printing, ...seeing };
  const salePorts = saleWires(core, parts);
  const sale: SaleFlow = new SaleFlow(salePorts);
  const { delivery } = deliveries;
  const payouts = openPayouts(core);
  const executors = stepExecutors({ ...common, delivery, cash, payouts, charges, shop });
  return {
    ...parts,
    ...{ models, journal, sale },
    orderFlow: new OrderFlow(salePorts, executors),
    compaction: openCompaction(core),
    ...openWatches(core),
  };
}

function openCompaction({ models, journal, orders, common }: CorePart): Compaction {
  return new Compaction({
    ...common,
    journal,
    carryOver: async (belowSeq) => {
      const record = models.coupons.carryOver(belowSeq, common.clock.now());
      if (record) await common.append([record]);
    },
    oldestOpenSeq: () =>
      Math.min(orders.oldestOpenSeq(), models.parkings.oldestSeq(), models.leases.oldestSeq()),
  });
}

/** What looks at devices, the clock and the site's day by itself. */
function openWatches({ hal, turns, shop, sale, clockDoubt, common }: CorePart) {
  const { clock, append, failed } = common;
  const report = (body: RecordBody) => void append([body]).catch(failed);
  return {
    deviceWatch: new DeviceWatch(hal.devices, report),
    clockWatch: new ClockWatch(clock, report),
    dayWatch: new DayWatch({
      clock,
      // Without a list nothing can pass its date, and the data of the time zones stays out of memory.
      day: () =>
        sale().state().basket.items.length === 0 ? undefined : shop()?.siteDay(clock.now(), clockDoubt()),
      changed: () => turns.give({ type: 'dayBegan' }),
    }),
  };
}
