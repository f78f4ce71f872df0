/** What takes money: coins and notes, codes, stored-value cards with their PINs, fingers and leases. */
import { privateKeyOf } from '../../domain/curve-keys.ts';
import { faultChain } from '../../domain/fault.ts';
import { isClosed } from '../../domain/order.ts';
import { memoryFile } from '../../platform/atomic-file.ts';
import type { ReadModels } from '../journal/read-models.ts';
import { CardFlow } from '../payments/card-flow.ts';
import type { CardAnswer } from '../payments/card-ports.ts';
import { CashFlow } from '../payments/cash-flow.ts';
import { ChargeFlow } from '../payments/charge-flow.ts';
import { FingerFlow } from '../payments/finger-flow.ts';
import { FingerSlots } from '../payments/finger-slots.ts';
import { LeaseFlow } from '../payments/lease-flow.ts';
import { PayoutFlow } from '../payments/payout-flow.ts';
import type { FaceKeeper } from '../people/face-keeper.ts';
import type { CardSession } from '../sale/card-sale-state.ts';
import type { CloudParts } from './cloud-parts.ts';
import type { CorePart } from './core-part.ts';

export function openCash({ hal, models, orders, sale, common }: CorePart): CashFlow {
  return new CashFlow({
    ...common,
    cash: hal.cash,
    payingOrderId: () => {
      const { phase, orderId } = sale().state();
      return phase === 'insertingCash' ? orderId : undefined;
    },
    slotOrderId: () => slotOrderId(models),
    order: (orderId) => orders.get(orderId),
    lastMark: () => models.cash.lastMark(),
    slotStuck: (error) => common.log.warn('the coin slot did not move', { chain: faultChain(error) }),
  });
}

export function openPayouts({ hal, orders, common }: CorePart): PayoutFlow {
  return new PayoutFlow({
    ...common,
    cash: hal.cash,
    payoutUnsettled: () =>
      orders.open().some(({ payouts }) => payouts.some(({ state }) => state === 'intended')),
  });
}

/** Coins belong to the order that the slot was opened for, for as long as it can still give them back. */
function slotOrderId(models: ReadModels): string | undefined {
  const orderId = models.cash.lastOrderId();
  const order = orderId === undefined ? undefined : models.orders.get(orderId);
  return order === undefined || isClosed(order) ? undefined : orderId;
}

export function openCharges({ orders, sale, common }: CorePart, { cloudLink }: CloudParts): ChargeFlow {
  return new ChargeFlow({
    ...common,
    link: cloudLink,
    orders,
    progressed: (orderId, stage) => {
      if (sale().state().orderId !== orderId) return;
      if (typeof stage === 'string') sale().give({ type: 'chargeProgressed', stage });
      else sale().give({ type: 'codeCame', ...stage });
    },
  });
}

/**
 * What a card's answer means for the face that stands for its PIN: only one that is kept here is offered, one that
 * the cloud does not know is forgotten, and the right PIN forgives looks that failed.
 */
function paysByFace(faces: FaceKeeper) {
  return async (
    { code, askedBy }: CardSession,
    state: CardAnswer['state'],
    known: CardAnswer['face'],
  ): Promise<CardAnswer['face']> => {
    if (state === 'granted' && askedBy === 'pin') await faces.forgiveLooks(code);
    if (state !== 'pinNeeded' || askedBy !== undefined) return undefined;
    if (!known) await faces.forgetCard(code);
    const kept = known && (await faces.payingConsent(code));
    return kept === known?.consentId ? known : undefined;
  };
}

/** Cards and what stands in for their PIN: fingers, faces, and leases while the network is away. */
export function openCardParts(core: CorePart, { link, cloudLink }: CloudParts, faces: FaceKeeper) {
  const { ports, turns, hal, machine, machineSeed, models, shop, sale, common } = core;
  const machineKey = () => privateKeyOf('ed25519', machineSeed);
  const keys = () => shop()?.bundle.cards;
  const notKept = (error: unknown) =>
    common.log.warn('a finger, a face or a lease was not kept as it should be', { chain: faultChain(error) });
  const pays = paysByFace(faces);
  const cards: CardFlow = new CardFlow({
    ...{ ...common, link: cloudLink, machine, machineKey, keys },
    answered: ({ chargeId, face, ...finding }) => {
      const { card } = sale().state();
      const about = card?.chargeId === chargeId ? card : undefined;
      const isFirst = finding.state === 'pinNeeded' && about?.askedBy === undefined;
      if (about && isFirst && !finding.finger) fingers.forgetCard(about.code).catch(notKept);
      if (finding.lease) leases.take(finding.lease).catch(notKept);
      const told = (known: typeof face) =>
        sale().give({
          type: 'cardAnswered',
          chargeId,
          finding: { ...finding, ...(known ? { face: known } : {}) },
        });
      if (!about) return told(undefined);
      pays(about, finding.state, face).then(told, (error: unknown) => {
        notKept(error);
        told(undefined);
      });
    },
  });
  const leases: LeaseFlow = new LeaseFlow({
    ...{ ...common, machine, keys },
    file: ports.leaseFile ?? memoryFile(),
    uses: models.leases,
    online: () => link.online(),
    onOnline: (listener) => link.on('online', listener),
    opened: (chargeId, opened, triesLeft) => turns.give({ type: 'leaseOpened', chargeId, opened, triesLeft }),
  });
  const fingers: FingerFlow = new FingerFlow({
    ...{ ...common, machine, machineKey },
    reader: hal.fingerprint,
    slots: new FingerSlots(ports.fingerFile ?? memoryFile(), machineSeed),
    tell: (notice) => cloudLink.tellFinger(notice),
    give: turns.give,
  });
  return { cards, leases, fingers };
}
