/**
 * Puts the machine together from its ports. One `Kiosk` is one machine: it opens the journal, resumes what
 * was open, sells, and keeps the cloud informed. When nothing can be recorded it stops selling, says why,
 * and goes on by itself from the journal once that works again.
 */
import { EventEmitter } from 'node:events';
import type { Bundle } from '../domain/bundle.ts';
import { Fault, type FaultCode, faultChain, faultCodeOf } from '../domain/fault.ts';
import type { ProductIndex } from '../domain/find-product.ts';
import { isClosed, type Order } from '../domain/order.ts';
import type { JournalRecord, RecordBody } from '../domain/record.ts';
import { cashSaleRecord } from '../domain/vend-line.ts';
import type { Cancel } from '../platform/clock.ts';
import type { Link } from '../platform/mqtt-link.ts';
import { idMaker } from '../platform/random.ts';
import { upTopic } from '../wire/topics.ts';
import { openShop, type Shop } from './checkout/shop.ts';
import { createDeliveryFlow, type DeliveryFlow } from './delivery/delivery-flow.ts';
import { VendFlow } from './delivery/vend-flow.ts';
import { ClockWatch } from './device/clock-watch.ts';
import { isSoldOut, reportDevices } from './device/device-report.ts';
import { DeviceWatch } from './device/device-watch.ts';
import { Compaction } from './journal/compaction.ts';
import { Journal } from './journal/journal.ts';
import { ReadModels } from './journal/read-models.ts';
import type { KioskPorts } from './kiosk-ports.ts';
import { kioskView } from './kiosk-view.ts';
import { ParkingFlow } from './parking/parking-flow.ts';
import { type CashFlow, createCashFlow } from './payments/cash-flow.ts';
import { ChargeFlow } from './payments/charge-flow.ts';
import { PrintFlow } from './receipt/print-flow.ts';
import { OrderFlow } from './sale/order-flow.ts';
import { planResume } from './sale/resume-plan.ts';
import { SaleFlow } from './sale/sale-flow.ts';
import type { SalePorts } from './sale/sale-ports.ts';
import type { SaleInput } from './sale/sale-state.ts';
import type { View } from './screen/view.ts';
import { stepExecutors } from './step-executors.ts';
import { BundleFlow } from './sync/bundle-flow.ts';
import { CloudLink } from './sync/cloud-link.ts';
import { CloudTime } from './sync/cloud-time.ts';
import { JournalSyncFlow } from './sync/journal-sync-flow.ts';
import { PresenceFlow, type PresencePorts } from './sync/presence-flow.ts';

export interface KioskEvents {
  /** The view may have changed. */
  viewChanged: [];
}

/** How often a journal that could not be written is tried again. */
const recoverEveryMs = 2000;

export class Kiosk extends EventEmitter<KioskEvents> {
  #models = new ReadModels();
  readonly journal: Journal;
  readonly orders = this.#models.orders;
  readonly receipts = this.#models.receipts;
  readonly link: Link;
  readonly bundles: BundleFlow;
  readonly cloudTime: CloudTime;
  #ports: KioskPorts;
  #shop: Shop | undefined;
  #sale: SaleFlow;
  #orderFlow: OrderFlow;
  #delivery: DeliveryFlow;
  #vend: VendFlow;
  #cash: CashFlow;
  #charges: ChargeFlow;
  #parking: ParkingFlow;
  #printing: PrintFlow;
  #sync: JournalSyncFlow;
  #presence: PresenceFlow;
  #deviceWatch: DeviceWatch;
  #clockWatch: ClockWatch;
  #compaction: Compaction;
  #outOfService: FaultCode | undefined;
  #startedSeq = 0;
  #revision = 0;
  #running = false;
  #timers: Cancel[] = [];
  #recovering = false;

  constructor(ports: KioskPorts) {
    super();
    this.#ports = ports;
    const { clock, random, log, hal, machine } = ports;
    const makeId = idMaker(clock, random);
    this.journal = new Journal({ store: ports.store, clock, random, makeId });
    const append = (bodies: readonly RecordBody[]) => this.journal.append(bodies);
    const failed = (error: unknown) => this.#fail(error);
    const report = (body: RecordBody) => void append([body]).catch(failed);
    const common = { clock, random, log, makeId, append, failed };

    this.link = ports.openLink(() => this.#presence.will());
    this.cloudTime = new CloudTime(clock, ports.confirmClock);
    this.bundles = new BundleFlow({
      ...common,
      file: ports.bundleFile,
      catalogues: ports.catalogues,
      machine,
      ask: (parts) => cloudLink.fetch(parts),
      applied: (bundle, sha256, products) => this.#applyBundle(bundle, sha256, products),
      changed: () => this.#machineChanged(),
    });
    this.#sync = new JournalSyncFlow({
      ...common,
      journal: this.journal,
      link: this.link,
      topic: upTopic(machine, 'journal'),
    });
    const cloudLink = new CloudLink({
      ...common,
      link: this.link,
      machine,
      cloudTime: this.cloudTime,
      acknowledged: (ack) => this.#sync.take(ack),
      bundlePublished: (payload) => this.bundles.take(payload),
      partArrived: (part) => this.bundles.takePart(part),
    });
    this.#presence = new PresenceFlow({
      ...common,
      link: this.link,
      topic: upTopic(machine, 'state'),
      describe: () => this.#describe(),
      firstSession: () => this.#startedSeq * 1000,
    });
    this.#delivery = createDeliveryFlow({
      ...common,
      dispensers: hal.dispensers,
      actBeforeIntent: ports.mistakes?.actBeforeIntent ?? false,
    });
    this.#vend = new VendFlow({
      ...common,
      controllers: hal.vendingControllers ?? [],
      canSell: () => this.outOfService() === undefined,
      requested: (vend) => this.give({ type: 'vendRequested', vend }),
      withdrawn: (vendId) => this.give({ type: 'vendWithdrawn', vendId }),
      describe: (sale) => this.#shop && cashSaleRecord(sale, this.#shop),
      isRecorded: (orderId) => this.orders.get(orderId) !== undefined,
    });
    this.#cash = createCashFlow({
      ...common,
      cash: hal.cash,
      payingOrderId: () => this.#payingOrderId(),
      slotOrderId: () => this.#slotOrderId(),
      order: (orderId) => this.orders.get(orderId),
      payoutUnsettled: () =>
        this.orders.open().some(({ payouts }) => payouts.some(({ state }) => state === 'intended')),
      lastMark: () => this.#models.cash.lastMark(),
      slotStuck: (error) => log.warn('the coin slot did not move', { chain: faultChain(error) }),
    });
    this.#charges = new ChargeFlow({
      ...common,
      link: cloudLink,
      orders: this.orders,
      progressed: (orderId, stage) => {
        if (this.#sale.state().orderId === orderId) this.#sale.give({ type: 'chargeProgressed', stage });
      },
    });
    this.#parking = new ParkingFlow({
      ...common,
      link: cloudLink,
      journal: this.journal,
      orders: this.orders,
      parkings: this.#models.parkings,
      lookedUp: (orderId, answer) => this.#sale.give({ type: 'parkingLookedUp', orderId, answer }),
    });
    this.#printing = new PrintFlow({ ...common, printer: hal.printer, receipts: this.receipts });
    const salePorts: SalePorts = {
      ...common,
      orders: this.orders,
      shop: () => this.#shop,
      online: () => this.link.online(),
      cashReady: () => this.#cash.ready(),
      takenSince: (fromMs) => this.#models.payments.since(fromMs),
      soldOut: (selectionId) => isSoldOut(hal, this.#shop?.bundle, selectionId),
      sendCharge: (charge) => this.#charges.send(charge),
      nameCar: (asked, car) => this.#parking.name(asked, car),
      cashSlot: (open) => this.#cash.slot(open ? this.#sale.state().orderId : undefined),
      denyVend: (vendId) => this.#vend.deny(vendId),
      sound: (sound) => hal.speaker?.play(sound),
      mistakes: ports.mistakes ?? {},
    };
    this.#sale = new SaleFlow(salePorts);
    this.#orderFlow = new OrderFlow(
      salePorts,
      stepExecutors({
        ...common,
        delivery: this.#delivery,
        cash: this.#cash,
        charges: this.#charges,
        shop: () => this.#shop,
      }),
    );
    this.#deviceWatch = new DeviceWatch(hal.devices, report);
    this.#clockWatch = new ClockWatch(clock, report);
    this.#compaction = new Compaction({
      ...common,
      journal: this.journal,
      oldestOpenSeq: () => Math.min(this.orders.oldestOpenSeq(), this.#models.parkings.oldestSeq()),
    });
    this.#connect();
  }

  /** Opens the journal, resumes what was open, starts devices and the connection. */
  async start(): Promise<void> {
    this.#running = true;
    await this.#ports.hal.start();
    await this.#begin();
    await this.link.start();
    this.#presence.start();
    this.#clockWatch.start();
    this.#compaction.start();
  }

  /** Stops selling, says goodbye, closes the journal. What is open stays open and is resumed. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#halt();
    for (const cancel of this.#timers) cancel();
    this.#clockWatch.stop();
    this.#compaction.stop();
    this.bundles.stop();
    await this.#presence.stop();
    await this.link.stop();
    await this.#ports.hal.stop();
    await this.#recordStop();
    await this.journal.close();
  }

  /** A stop that cannot be recorded looks like a power cut to the next start, which is safe. */
  async #recordStop(): Promise<void> {
    if (this.journal.fault) return;
    try {
      await this.journal.append([{ kind: 'machineStopped', bootId: this.#ports.bootId }]);
    } catch (error) {
      this.#ports.log.warn('the stop was not recorded', { chain: faultChain(error) });
    }
  }

  /** What the shopper did: a touch, or anything else that the sale takes. */
  give(input: SaleInput): void {
    if (this.#outOfService === undefined) this.#sale.give(input);
  }

  /** What the screen shall show now. */
  view(): View {
    const { hal, clock, machine } = this.#ports;
    const sale = this.#sale.state();
    this.#revision += 1;
    return kioskView({
      hal,
      sale,
      order: sale.orderId === undefined ? undefined : this.orders.get(sale.orderId),
      shop: this.#shop,
      nowMs: clock.now(),
      revision: this.#revision,
      kioskId: machine.machineId,
      online: this.link.online(),
      cashReady: this.#cash.ready(),
      outOfService: this.outOfService(),
      running: this.#delivery.running(),
    });
  }

  /** Why nothing is sold, if nothing is. */
  outOfService(): FaultCode | undefined {
    return this.#outOfService ?? (this.#shop ? undefined : 'BUNDLE_MISSING');
  }

  salePhase(): string {
    return this.#sale.state().phase;
  }

  /** Facts rise as events: devices, journal and network tell the sale and the screen. */
  #connect(): void {
    this.journal.on('appended', (records) => {
      for (const record of records) this.#apply(record);
    });
    this.journal.on('faultChanged', (fault) => {
      if (fault) this.#fail(new Fault(fault, 'write the journal'));
    });
    this.orders.on('changed', (order) => this.#orderChanged(order));
    this.#sale.on('changed', () => this.emit('viewChanged'));
    this.#sale.on('failed', (error) => this.#fail(error));
    this.#delivery.onProgress(() => this.emit('viewChanged'));
    this.#deviceWatch.onChange(() => this.#machineChanged());
    for (const turn of ['online', 'offline'] as const) this.link.on(turn, () => this.#machineChanged());
    for (const scanner of this.#ports.hal.scanners) {
      scanner.on('scanned', (scan) => this.give({ type: 'scanned', ...scan }));
    }
  }

  #machineChanged(): void {
    this.#presence.changed();
    this.emit('viewChanged');
  }

  /** Folds one durable record into every read model. */
  #apply(record: JournalRecord): void {
    this.#models.apply(record);
    if (!this.#recovering) this.#parking.heard(record);
    if (record.body.kind === 'receiptIssued') this.#printing.print();
  }

  #orderChanged(order: Order): void {
    if (!this.#running || this.#recovering) return;
    this.#orderFlow.drive(order.orderId);
    if (this.#sale.state().orderId === order.orderId) this.#sale.give({ type: 'orderChanged' });
    this.emit('viewChanged');
  }

  /** Reads the journal and goes on from what it says. */
  async #begin(): Promise<void> {
    this.#recovering = true;
    try {
      this.#models.clear();
      await this.journal.open((record) => this.#apply(record));
      await this.#resume();
      if (this.journal.fault) throw new Fault(this.journal.fault, 'go on from the journal');
      this.#outOfService = undefined;
    } catch (error) {
      this.#recovering = false;
      this.#fail(error);
      return;
    }
    this.#recovering = false;
    this.#delivery.start();
    this.#vend.start();
    this.#orderFlow.start();
    this.#parking.start();
    this.#printing.start();
    this.#sync.start();
    this.#machineChanged();
  }

  async #resume(): Promise<void> {
    const { bootId, version, clock } = this.#ports;
    const before = this.#models.boots.last();
    const plan = planResume(this.orders.open(), clock.now(), before?.bootId === bootId);
    const unclean = before !== undefined && !before.stopped;
    const [started] = await this.journal.append([
      { kind: 'machineStarted', bootId, version, unclean },
      ...plan.giveUp.map((order) => ({
        kind: 'orderAbandoned' as const,
        orderId: order.orderId,
        reason: 'powerCut' as const,
      })),
    ]);
    this.#startedSeq = started?.seq ?? 1;
    if (!this.#shop) await this.bundles.start();
    this.#deviceWatch.start();
    this.#sale.resume(plan.onScreen);
    this.#cash.start();
  }

  #halt(): void {
    for (const part of [this.#sale, this.#cash, this.#vend, this.#delivery, this.#orderFlow]) part.stop();
    for (const part of [this.#charges, this.#parking, this.#printing, this.#sync]) part.stop();
  }

  /** Something could not be put on record: stop selling, and try to go on from the journal. */
  #fail(error: unknown): void {
    if (!this.#running) return;
    const code = faultCodeOf(error);
    const first = this.#outOfService === undefined;
    this.#outOfService = code;
    if (first) {
      this.#ports.log.error('selling stopped', { code, chain: faultChain(error) });
      this.#halt();
      this.#machineChanged();
    }
    const hopeless = error instanceof Fault && !error.retryable && code.startsWith('JOURNAL_');
    if (!hopeless && !this.#recovering) this.#recoverLater();
  }

  #recoverLater(): void {
    this.#recovering = true;
    this.#timers.push(
      this.#ports.clock.after(recoverEveryMs, () => {
        this.journal.probe().then(
          () => (this.#running ? this.#begin() : undefined),
          () => this.#running && this.#recoverLater(),
        );
      }),
    );
  }

  async #applyBundle(bundle: Bundle, sha256: string, products: ProductIndex): Promise<void> {
    const known = this.#shop?.bundle.version;
    this.#shop = openShop(bundle, products);
    if (known !== bundle.version && this.journal.fault === undefined) {
      await this.journal.append([{ kind: 'bundleApplied', version: bundle.version, sha256 }]);
    }
    this.#vend.record();
    this.#sale.give({ type: 'shopChanged' });
    this.#machineChanged();
  }

  #payingOrderId(): string | undefined {
    const { phase, orderId } = this.#sale.state();
    return phase === 'insertingCash' ? orderId : undefined;
  }

  /** Coins belong to the order that the slot was opened for, for as long as it can still give them back. */
  #slotOrderId(): string | undefined {
    const orderId = this.#models.cash.lastOrderId();
    const order = orderId === undefined ? undefined : this.orders.get(orderId);
    return order === undefined || isClosed(order) ? undefined : orderId;
  }

  #describe(): ReturnType<PresencePorts['describe']> {
    const outOfService = this.outOfService();
    return {
      bootId: this.#ports.bootId,
      version: this.#ports.version,
      bundleVersion: this.bundles.version(),
      journalId: this.journal.journalId || 'unopened',
      lastSeq: this.journal.lastSeq,
      acknowledgedSeq: this.journal.acknowledgedSeq,
      devices: reportDevices(this.#ports.hal.devices),
      ...(outOfService === undefined ? {} : { outOfService }),
    };
  }
}
