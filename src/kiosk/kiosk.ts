/**
 * Puts the machine together from its ports. One `Kiosk` is one machine: it opens the journal, resumes what
 * was open, sells, and keeps the cloud informed. When nothing can be recorded it stops selling, says why,
 * and goes on by itself from the journal once that works again.
 */
import { EventEmitter } from 'node:events';
import type { Bundle } from '../domain/bundle.ts';
import { Fault, type FaultCode, faultChain, faultCodeOf } from '../domain/fault.ts';
import type { ProductIndex } from '../domain/find-product.ts';
import type { Order } from '../domain/order.ts';
import type { JournalRecord } from '../domain/record.ts';
import type { Cancel } from '../platform/clock.ts';
import type { Link } from '../platform/mqtt-link.ts';
import { openShop, type Shop } from './checkout/shop.ts';
import { reportDevices } from './device/device-report.ts';
import { fingerWish } from './finger-wish.ts';
import type { Journal } from './journal/journal.ts';
import { type KioskParts, openParts } from './kiosk-parts.ts';
import type { KioskPorts } from './kiosk-ports.ts';
import { kioskView } from './kiosk-view.ts';
import type { PrivacyReport } from './people/privacy-report.ts';
import { peopleWish } from './people-wish.ts';
import type { PictureFlow } from './pictures/picture-flow.ts';
import { planResume } from './sale/resume-plan.ts';
import type { SaleInput } from './sale/sale-state.ts';
import type { View } from './screen/view.ts';
import type { BundleFlow } from './sync/bundle-flow.ts';
import type { CloudTime } from './sync/cloud-time.ts';
import type { PresencePorts } from './sync/presence-flow.ts';

export interface KioskEvents {
  /** The view may have changed. */
  viewChanged: [];
}

/** How often a journal that could not be written is tried again. */
const recoverEveryMs = 2000;

export class Kiosk extends EventEmitter<KioskEvents> {
  readonly journal: Journal;
  readonly orders: KioskParts['models']['orders'];
  readonly receipts: KioskParts['models']['receipts'];
  readonly link: Link;
  readonly bundles: BundleFlow;
  readonly cloudTime: CloudTime;
  #ports: KioskPorts;
  #parts: KioskParts;
  #shop: Shop | undefined;
  #outOfService: FaultCode | undefined;
  #startedSeq = 0;
  #revision = 0;
  #running = false;
  #timers: Cancel[] = [];
  #recovering = false;

  constructor(ports: KioskPorts) {
    super();
    this.#ports = ports;
    this.#parts = openParts(ports, {
      shop: () => this.#shop,
      canSell: () => this.outOfService() === undefined,
      give: (input) => this.give(input),
      failed: (error) => this.#fail(error),
      bundleApplied: (bundle, sha256, products) => this.#applyBundle(bundle, sha256, products),
      viewChanged: () => this.emit('viewChanged'),
      changed: () => this.#machineChanged(),
      describe: () => this.#describe(),
      startedSeq: () => this.#startedSeq,
    });
    const { models, journal, link, bundles, cloudTime } = this.#parts;
    this.journal = journal;
    this.orders = models.orders;
    this.receipts = models.receipts;
    this.link = link;
    this.bundles = bundles;
    this.cloudTime = cloudTime;
    this.#connect();
  }

  /** Opens the journal, resumes what was open, starts devices and the connection. */
  async start(): Promise<void> {
    this.#running = true;
    await this.#ports.hal.start();
    await this.#begin();
    await this.link.start();
    this.#parts.presence.start();
    this.#parts.clockWatch.start();
    this.#parts.dayWatch.start();
    this.#parts.compaction.start();
    this.#parts.fingers.start();
    this.#parts.leases.start();
    this.#parts.gifts.leases.start();
    this.#parts.people.keeper.start();
  }

  /** Stops selling, says goodbye, closes the journal. What is open stays open and is resumed. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#halt();
    for (const cancel of this.#timers) cancel();
    this.#parts.clockWatch.stop();
    this.#parts.dayWatch.stop();
    this.#parts.compaction.stop();
    this.#parts.leases.stop();
    this.#parts.gifts.leases.stop();
    this.#parts.people.keeper.stop();
    await this.#parts.people.flow.stop();
    this.bundles.stop();
    await this.#parts.presence.stop();
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
    if (this.#outOfService === undefined) this.#parts.sale.give(input);
  }

  /** What the screen shall show now. */
  view(): View {
    const { hal, clock, machine } = this.#ports;
    const sale = this.#parts.sale.state();
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
      cashReady: this.#parts.cash.ready(),
      anyLease: this.#parts.leases.any(),
      outOfService: this.outOfService(),
      running: this.#parts.delivery.running(),
      pictures: this.#parts.pictures.now(),
      look: this.#parts.people.flow.now(),
      facesReady: this.#parts.people.flow.canLook(),
      fingerReady: this.#parts.fingers.ready(),
      cameraReady: this.#parts.pictures.canTake(),
      giverWording: this.#parts.gifts.flow.wordingNow(sale.orderId),
    });
  }

  /** Why nothing is sold, if nothing is. */
  outOfService(): FaultCode | undefined {
    return this.#outOfService ?? (this.#shop ? undefined : 'BUNDLE_MISSING');
  }

  salePhase(): string {
    return this.#parts.sale.state().phase;
  }

  /** What is kept of people here, by kind and count. */
  privacyReport(): Promise<PrivacyReport> {
    return this.#parts.people.report();
  }

  /** Pictures of goods: those the camera takes, and those that are handed in. */
  get pictures(): PictureFlow {
    return this.#parts.pictures;
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
    this.#parts.sale.on('changed', (state) => {
      this.#parts.pictures.follow(state);
      this.#parts.fingers.follow(fingerWish(state));
      this.#parts.people.flow.follow(peopleWish(state));
      this.emit('viewChanged');
    });
    this.#ports.hal.camera?.on('turned', () => this.emit('viewChanged'));
    this.#parts.sale.on('failed', (error) => this.#fail(error));
    this.#parts.delivery.onProgress(() => this.emit('viewChanged'));
    this.#parts.deviceWatch.onChange(() => this.#machineChanged());
    for (const turn of ['online', 'offline'] as const) this.link.on(turn, () => this.#machineChanged());
    for (const scanner of this.#ports.hal.scanners) {
      scanner.on('scanned', (scan) => this.give({ type: 'scanned', ...scan }));
    }
  }

  #machineChanged(): void {
    this.#parts.presence.changed();
    this.emit('viewChanged');
  }

  /** Folds one durable record into every read model. */
  #apply(record: JournalRecord): void {
    this.#parts.models.apply(record);
    const { parking, members, gifts } = this.#parts;
    if (!this.#recovering) for (const part of [parking, members, gifts.flow]) part.heard(record);
    if (record.body.kind === 'receiptIssued') this.#parts.printing.print();
  }

  #orderChanged(order: Order): void {
    if (!this.#running || this.#recovering) return;
    this.#parts.orderFlow.drive(order.orderId);
    if (this.#parts.sale.state().orderId === order.orderId) this.#parts.sale.give({ type: 'orderChanged' });
    this.emit('viewChanged');
  }

  /** Reads the journal and goes on from what it says. */
  async #begin(): Promise<void> {
    this.#recovering = true;
    try {
      this.#parts.models.clear();
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
    this.#parts.delivery.start();
    this.#parts.vend.start();
    this.#parts.orderFlow.start();
    // What was on the list may have expired while nobody looked.
    this.#parts.sale.give({ type: 'dayBegan' });
    this.#parts.parking.start();
    this.#parts.members.start(this.#parts.sale.state().orderId);
    this.#parts.gifts.flow.start(this.#parts.sale.state().orderId);
    this.#parts.printing.start();
    this.#parts.sync.start();
    this.#machineChanged();
  }

  async #resume(): Promise<void> {
    const { bootId, version, clock } = this.#ports;
    const before = this.#parts.models.boots.last();
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
    this.#parts.deviceWatch.start();
    this.#parts.sale.resume(plan.onScreen);
    this.#parts.cash.start();
  }

  #halt(): void {
    for (const part of [
      this.#parts.sale,
      this.#parts.cash,
      this.#parts.vend,
      this.#parts.delivery,
      this.#parts.orderFlow,
    ])
      part.stop();
    for (const part of [
      this.#parts.charges,
      this.#parts.parking,
      this.#parts.members,
      this.#parts.benefits,
      this.#parts.gifts.flow,
      this.#parts.pictures,
      this.#parts.printing,
      this.#parts.sync,
    ])
      part.stop();
    // Its errors are told by itself.
    void this.#parts.people.flow.stop();
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
    this.#parts.vend.record();
    this.#parts.sale.give({ type: 'shopChanged' });
    this.#parts.people.keeper.tidy();
    this.#machineChanged();
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
