/**
 * The machine's parts and who tells whom: every wire between its features is drawn here and nowhere else.
 * Parts are made once; `Kiosk` starts, stops and resumes them.
 */
import type { Bundle } from '../domain/bundle.ts';
import { privateKeyOf } from '../domain/curve-keys.ts';
import { faultChain } from '../domain/fault.ts';
import type { ProductIndex } from '../domain/find-product.ts';
import { isClosed } from '../domain/order.ts';
import type { RecordBody } from '../domain/record.ts';
import { cashSaleRecord } from '../domain/vend-line.ts';
import { memoryFile } from '../platform/atomic-file.ts';
import type { Link } from '../platform/mqtt-link.ts';
import { idMaker } from '../platform/random.ts';
import { upTopic } from '../wire/topics.ts';
import { BenefitFlow } from './benefits/benefit-flow.ts';
import type { ClockDoubt, Shop } from './checkout/shop.ts';
import { createDeliveryFlow, type DeliveryFlow } from './delivery/delivery-flow.ts';
import { VendFlow } from './delivery/vend-flow.ts';
import { ClockWatch } from './device/clock-watch.ts';
import { DayWatch } from './device/day-watch.ts';
import { isSoldOut } from './device/device-report.ts';
import { DeviceWatch } from './device/device-watch.ts';
import { openGifts } from './gifts/open-gifts.ts';
import { Compaction } from './journal/compaction.ts';
import { Journal } from './journal/journal.ts';
import { ReadModels } from './journal/read-models.ts';
import type { KioskPorts } from './kiosk-ports.ts';
import { MemberFlow } from './members/member-flow.ts';
import { ParkingFlow } from './parking/parking-flow.ts';
import { CardFlow } from './payments/card-flow.ts';
import { type CashFlow, createCashFlow } from './payments/cash-flow.ts';
import { ChargeFlow } from './payments/charge-flow.ts';
import { noFaceVerification } from './payments/face-verification.ts';
import { FingerFlow } from './payments/finger-flow.ts';
import { FingerSlots } from './payments/finger-slots.ts';
import { LeaseFlow } from './payments/lease-flow.ts';
import { openPeople, type People } from './people/open-people.ts';
import { PictureFlow } from './pictures/picture-flow.ts';
import { withGiverWords } from './receipt/gift-words.ts';
import { PrintFlow } from './receipt/print-flow.ts';
import { OrderFlow } from './sale/order-flow.ts';
import { SaleFlow } from './sale/sale-flow.ts';
import type { SalePorts } from './sale/sale-ports.ts';
import type { SaleInput } from './sale/sale-state.ts';
import { stepExecutors } from './step-executors.ts';
import { BundleFlow } from './sync/bundle-flow.ts';
import { CloudLink } from './sync/cloud-link.ts';
import { CloudTime } from './sync/cloud-time.ts';
import { JournalSyncFlow } from './sync/journal-sync-flow.ts';
import { PresenceFlow, type PresencePorts } from './sync/presence-flow.ts';

/** What the parts ask of the machine as a whole, and tell it. */
export interface KioskTurns {
  shop(): Shop | undefined;
  canSell(): boolean;
  give(input: SaleInput): void;
  /** Something could not be put on record. */
  failed(error: unknown): void;
  bundleApplied(bundle: Bundle, sha256: string, products: ProductIndex): Promise<void>;
  /** What the screen shows may have changed. */
  viewChanged(): void;
  /** What the cloud and the screen are told of the machine may have changed. */
  changed(): void;
  describe: PresencePorts['describe'];
  /** The sequence of the record with which this run began. */
  startedSeq(): number;
}

export type KioskParts = ReturnType<typeof openParts>;

/** Makes all parts of one machine; nothing runs yet. */
export function openParts(ports: KioskPorts, turns: KioskTurns) {
  const { clock, random, log, hal, machine } = ports;
  const makeId = idMaker(clock, random);
  const models = new ReadModels(hal.printer !== undefined);
  const { orders, receipts } = models;
  const journal = new Journal({ store: ports.store, clock, random, makeId });
  const append = (bodies: readonly RecordBody[]) => journal.append(bodies);
  const { failed, shop } = turns;
  const report = (body: RecordBody) => void append([body]).catch(failed);
  const common = { clock, random, log, makeId, append, failed };

  const link: Link = ports.openLink(() => presence.will());
  const cloudTime = new CloudTime(clock, ports.confirmClock);
  const bundles: BundleFlow = new BundleFlow({
    ...common,
    file: ports.bundleFile,
    catalogues: ports.catalogues,
    machine,
    ask: (parts) => cloudLink.fetch(parts),
    applied: turns.bundleApplied,
    changed: turns.changed,
  });
  const sync = new JournalSyncFlow({ ...common, journal, link, topic: upTopic(machine, 'journal') });
  const cloudLink = new CloudLink({
    ...common,
    link,
    machine,
    cloudTime,
    acknowledged: (ack) => sync.take(ack),
    bundlePublished: (payload) => bundles.take(payload),
    partArrived: (part) => bundles.takePart(part),
  });
  const presence: PresenceFlow = new PresenceFlow({
    ...common,
    link,
    topic: upTopic(machine, 'state'),
    describe: turns.describe,
    firstSession: () => turns.startedSeq() * 1000,
  });
  const delivery: DeliveryFlow = createDeliveryFlow({
    ...common,
    dispensers: hal.dispensers,
    actBeforeIntent: ports.mistakes?.actBeforeIntent ?? false,
  });
  const vend: VendFlow = new VendFlow({
    ...common,
    controllers: hal.vendingControllers ?? [],
    canSell: turns.canSell,
    requested: (asked) => turns.give({ type: 'vendRequested', vend: asked }),
    withdrawn: (vendId) => turns.give({ type: 'vendWithdrawn', vendId }),
    describe: (sold) => {
      const open = shop();
      return open && cashSaleRecord(sold, open);
    },
    isRecorded: (orderId) => orders.get(orderId) !== undefined,
  });
  const cash: CashFlow = createCashFlow({
    ...common,
    cash: hal.cash,
    payingOrderId: () => {
      const { phase, orderId } = sale.state();
      return phase === 'insertingCash' ? orderId : undefined;
    },
    slotOrderId: () => slotOrderId(models),
    order: (orderId) => orders.get(orderId),
    payoutUnsettled: () =>
      orders.open().some(({ payouts }) => payouts.some(({ state }) => state === 'intended')),
    lastMark: () => models.cash.lastMark(),
    slotStuck: (error) => log.warn('the coin slot did not move', { chain: faultChain(error) }),
  });
  const charges: ChargeFlow = new ChargeFlow({
    ...common,
    link: cloudLink,
    orders,
    progressed: (orderId, stage) => {
      if (sale.state().orderId !== orderId) return;
      if (typeof stage === 'string') sale.give({ type: 'chargeProgressed', stage });
      else sale.give({ type: 'codeCame', ...stage });
    },
  });
  const machineSeed = ports.machineSeed ?? random.bytes(32);
  const machineKey = () => privateKeyOf('ed25519', machineSeed);
  const notKept = (error: unknown) =>
    log.warn('a finger or a lease was not kept as it should be', { chain: faultChain(error) });
  const cards: CardFlow = new CardFlow({
    ...common,
    link: cloudLink,
    machine,
    machineKey,
    keys: () => shop()?.bundle.cards,
    answered: ({ chargeId, ...finding }) => {
      const { card } = sale.state();
      const unknown = finding.state === 'pinNeeded' && !finding.finger && card?.chargeId === chargeId;
      if (unknown && card) fingers.forgetCard(card.code).catch(notKept);
      if (finding.lease) leases.take(finding.lease).catch(notKept);
      sale.give({ type: 'cardAnswered', chargeId, finding });
    },
  });
  const leases: LeaseFlow = new LeaseFlow({
    ...common,
    file: ports.leaseFile ?? memoryFile(),
    machine,
    uses: models.leases,
    keys: () => shop()?.bundle.cards,
    online: () => link.online(),
    onOnline: (listener) => link.on('online', listener),
    opened: (chargeId, opened, triesLeft) => turns.give({ type: 'leaseOpened', chargeId, opened, triesLeft }),
  });
  const fingers: FingerFlow = new FingerFlow({
    ...common,
    reader: hal.fingerprint,
    slots: new FingerSlots(ports.fingerFile ?? memoryFile(), machineSeed),
    machine,
    machineKey,
    tell: (notice) => cloudLink.tellFinger(notice),
    give: turns.give,
  });
  const parking: ParkingFlow = new ParkingFlow({
    ...common,
    link: cloudLink,
    journal,
    orders,
    parkings: models.parkings,
    lookedUp: (orderId, answer) => sale.give({ type: 'parkingLookedUp', orderId, answer }),
  });
  const members: MemberFlow = new MemberFlow({
    ...common,
    link: cloudLink,
    journal,
    named: models.members,
    hashKey: () => shop()?.bundle.members?.hashKey,
    looked: (askId, finding) => sale.give({ type: 'memberLooked', askId, finding }),
    remembered: (orderId, fields) => sale.give({ type: 'memberRemembered', orderId, fields }),
  });
  const benefits: BenefitFlow = new BenefitFlow({
    ...common,
    link: cloudLink,
    answered: (finding) => sale.give({ type: 'benefitAnswered', finding }),
  });
  const gifts = openGifts({
    ...common,
    link: cloudLink,
    journal,
    machine,
    file: ports.giftFile ?? memoryFile(),
    taken: models.gifts,
    uses: models.leases,
    bundle: () => shop()?.bundle,
    clockTrusted: () => clockDoubt() === undefined,
    offered: () => {
      const { offer, found } = sale.state().gift ?? {};
      return offer?.leaseId ?? found?.leaseId;
    },
    found: (askId, finding) => sale.give({ type: 'giftFound', askId, finding }),
    codeSent: (askId, refused) =>
      sale.give({ type: 'giftCodeSent', askId, ...(refused === undefined ? {} : { refused }) }),
  });
  const printing = new PrintFlow({
    ...common,
    printer: hal.printer,
    receipts,
    dress: async ({ orderId, receiptLine, language }) =>
      withGiverWords(
        receiptLine,
        await gifts.flow.wordingOf(orderId),
        orders.get(orderId)?.lines ?? [],
        language,
      ),
  });
  const pictures: PictureFlow = new PictureFlow({
    ...common,
    camera: hal.camera,
    reader: ports.codeReader,
    read: (reading) => turns.give({ type: 'pictureRead', ...reading }),
    failed: (code) => turns.give({ type: 'pictureFailed', code }),
    changed: turns.viewChanged,
  });
  const people: People = openPeople({
    ...common,
    camera: hal.camera,
    gpio: hal.gpio,
    lampLine: hal.cameraLamp,
    parts: ports.faces ?? {},
    book: models.consents,
    site: () => shop()?.bundle,
    give: turns.give,
    changed: turns.viewChanged,
  });
  const clockDoubt = (): ClockDoubt | undefined =>
    clock.quality() !== 'unsynchronised' || models.clock.confirmed()
      ? undefined
      : { notBeforeMs: models.clock.latestMs() };
  const salePorts: SalePorts = {
    ...common,
    append: (bodies) => append(people.flow.withReaction(bodies)),
    orders,
    shop,
    clockDoubt,
    online: () => link.online(),
    couponFacts: () => {
      const { count, minor } = models.coupons.unsettled(journal.acknowledgedSeq);
      const isUsed = (couponId: string) => models.coupons.isUsed(couponId);
      return { isUsed, unsettledCount: count, unsettledMinor: minor };
    },
    keepBenefit: (ask) => benefits.keep(ask),
    cashReady: () => cash.ready(),
    cameraReady: () => pictures.canTake(),
    facesReady: () => people.flow.canLook(),
    forgetFace: (personId, consentId) => people.forget(personId, consentId),
    takenSince: (fromMs) => models.payments.since(fromMs),
    soldOut: (selectionId) => isSoldOut(hal, shop()?.bundle, selectionId),
    sendCharge: (charge) => charges.send(charge),
    askCard: (question) => cards.ask(question),
    openLease: (tried) => leases.open(tried),
    leaseOf: (code) => leases.leaseOf(code),
    anyLease: () => leases.any(),
    seekGift: (wish) => gifts.flow.seek(wish),
    sendGiftCode: ({ askId, phone, language }) => gifts.flow.sendCode(askId, phone, language),
    offerGift: ({ offered, wording }) => gifts.flow.offer(offered, wording),
    holdsGift: (leaseId) => gifts.leases.holds(leaseId),
    nameCar: (asked, car) => parking.name(asked, car),
    lookUpMember: (askId, by, given) => members.lookUp(askId, by, given),
    nameMember: (named, member) => members.name(named, member),
    closeCharge: (chargeId, orderId) => charges.askNow(chargeId, orderId),
    cashSlot: (open) => cash.slot(open ? sale.state().orderId : undefined),
    denyVend: (vendId) => vend.deny(vendId),
    sound: (sound) => hal.speaker?.play(sound),
    mistakes: ports.mistakes ?? {},
  };
  const sale: SaleFlow = new SaleFlow(salePorts);
  const orderFlow = new OrderFlow(salePorts, stepExecutors({ ...common, delivery, cash, charges, shop }));
  const compaction = new Compaction({
    ...common,
    journal,
    carryOver: async (belowSeq) => {
      const record = models.coupons.carryOver(belowSeq, clock.now());
      if (record) await append([record]);
    },
    oldestOpenSeq: () =>
      Math.min(orders.oldestOpenSeq(), models.parkings.oldestSeq(), models.leases.oldestSeq()),
  });
  return {
    models,
    journal,
    link,
    cloudTime,
    bundles,
    sync,
    presence,
    delivery,
    vend,
    cash,
    charges,
    face: ports.face ?? noFaceVerification,
    fingers,
    leases,
    parking,
    members,
    benefits,
    gifts,
    people,
    printing,
    pictures,
    sale,
    orderFlow,
    deviceWatch: new DeviceWatch(hal.devices, report),
    clockWatch: new ClockWatch(clock, report),
    dayWatch: new DayWatch({
      clock,
      // Without a list nothing can pass its date, and the data of the time zones stays out of memory.
      day: () =>
        sale.state().basket.items.length === 0 ? undefined : shop()?.siteDay(clock.now(), clockDoubt()),
      changed: () => turns.give({ type: 'dayBegan' }),
    }),
    compaction,
  };
}

/** Coins belong to the order that the slot was opened for, for as long as it can still give them back. */
function slotOrderId(models: ReadModels): string | undefined {
  const orderId = models.cash.lastOrderId();
  const order = orderId === undefined ? undefined : models.orders.get(orderId);
  return order === undefined || isClosed(order) ? undefined : orderId;
}
