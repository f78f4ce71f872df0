/** What still waits for something. Only for knowing when to judge: the judgement looks elsewhere. */
import type { Cloud } from './cloud/cloud.ts';
import type { Machine } from './machine.ts';

export function openMatters(machines: readonly Machine[], cloud: Cloud): string[] {
  return [...machines.flatMap((machine) => ofMachine(machine, cloud)), ...ofCloud(cloud)];
}

function ofMachine({ kiosk, address }: Machine, cloud: Cloud): string[] {
  const { machineId } = address;
  if (!kiosk) return [`${machineId} is dark`];
  const open: string[] = [];
  const fault = kiosk.outOfService();
  if (fault) open.push(`${machineId} is out of service: ${fault}`);
  if (kiosk.salePhase() !== 'welcome') open.push(`the screen of ${machineId} is at ${kiosk.salePhase()}`);
  for (const order of kiosk.orders.open()) open.push(`order ${order.orderId} is ${order.state}`);
  for (const receipt of kiosk.receipts.waiting()) open.push(`receipt ${receipt.receiptId} is not printed`);
  const { lastSeq, acknowledgedSeq, journalId } = kiosk.journal;
  if (acknowledgedSeq < lastSeq)
    open.push(`records ${acknowledgedSeq + 1} to ${lastSeq} of ${machineId} are not acknowledged`);
  const { length } = cloud.stores.ledger.records(machineId, journalId);
  if (length < lastSeq) open.push(`the ledger has ${length} of ${lastSeq} records of ${machineId}`);
  return open;
}

function ofCloud({ stores: { charges, gifts } }: Cloud): string[] {
  const open: string[] = [];
  for (const { giftId, state } of gifts.gifts) {
    if (state.name === 'accepted' || state.offer) open.push(`gift ${giftId} is ${state.name}`);
  }
  for (const { chargeId, state } of charges.charges()) {
    if (state.dueAtMs !== undefined) open.push(`charge ${chargeId} is ${state.name}`);
  }
  for (const { refundId, state } of charges.refunds()) {
    if (state.name === 'pending') open.push(`refund ${refundId} is pending`);
  }
  return open;
}
