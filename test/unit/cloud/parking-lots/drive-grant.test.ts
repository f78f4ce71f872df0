/** A grant's passes: durable before the lot hears of it, repeated until it is definite, never for another stay. */
import t from 'tap';
import { driveGrant, grantPausesMs } from '../../../../src/cloud/parking-lots/drive-grant.ts';
import type { Grant, GrantState, GrantStore } from '../../../../src/cloud/parking-lots/grant-ports.ts';
import type { Bill, BillOutcome, ParkingLot } from '../../../../src/cloud/parking-lots/parking-lot.ts';
import type { Clock } from '../../../../src/platform/clock.ts';

const nowMs = 1_795_000_000_000;
const clock = { now: () => nowMs } as Clock;
const car = { by: 'plate', code: '粤B12345' } as const;
const bill: Bill = {
  ...{ staySerial: 'stay-1', billNo: 'b', waivedMinor: 0, dueMinor: 1000, bufferS: 900 },
  stay: { enteredAtMs: nowMs - 5_100_000, parkedS: 5100, feeMinor: 1000 },
};
const free: Bill = { ...bill, waivedMinor: 1000, dueMinor: 0 };

function grantWith(state: Partial<GrantState> = {}): Grant {
  return {
    ...{ merchantId: 'm', machineId: 'k', orderId: 'ord_1', lotId: 'l', validMinutes: 60, car, version: 0 },
    intendedAtMs: nowMs,
    state: { name: 'pending', tries: 0, dueAtMs: nowMs, ...state },
  };
}

/** A lot that answers as scripted, and what was done in which order. */
function world(bills: BillOutcome[], answers: Partial<ParkingLot> = {}) {
  const done: string[] = [];
  const lot: ParkingLot = {
    bill: async () => {
      done.push('bill');
      return bills.shift() ?? { kind: 'unknown', reason: 'PARKING_LOT_DOWN' };
    },
    grant: async ({ settlementId, staySerial }) => {
      done.push(`grant ${settlementId} ${staySerial}`);
      return { kind: 'granted' };
    },
    notify: async () => {
      done.push('notify');
      return { kind: 'taken' };
    },
    stop: () => undefined,
    ...answers,
  };
  const store = {
    save: async (before: Grant, state: GrantState) => {
      done.push(`save ${state.name}${state.staySerial ? ` ${state.staySerial}` : ''}`);
      return { ...before, state, version: before.version + 1 };
    },
  } as unknown as GrantStore;
  const ports = { store, clock, pausesMs: grantPausesMs, lease: () => ({ holder: 'h', untilMs: nowMs + 1 }) };
  return { done, drive: (grant: Grant) => driveGrant(ports, lot, grant) };
}

const found = (one: Bill): BillOutcome => ({ kind: 'bill', bill: one });

t.test('makes the stay durable, grants, reads what was waived and gives notice', async (t) => {
  const { done, drive } = world([found(bill), found(free)]);
  const { state } = await drive(grantWith());
  t.same(done, [
    'bill',
    'save pending stay-1',
    'grant ord_1 stay-1',
    'bill',
    'notify',
    'save granted stay-1',
  ]);
  t.match(state, { name: 'granted', stay: { feeMinor: 1000 }, leaveByMs: nowMs + 3_600_000 });
  t.equal(state.dueAtMs, undefined);
});

t.test('what is not definite is tried again, later and later', async (t) => {
  for (const [tries, pauseMs] of grantPausesMs.entries()) {
    const { state } = await world([]).drive(grantWith({ tries }));
    t.match(state, {
      name: 'pending',
      tries: tries + 1,
      dueAtMs: nowMs + pauseMs,
      fault: 'PARKING_LOT_DOWN',
    });
  }
  const { state } = await world([]).drive({ ...grantWith(), intendedAtMs: nowMs - 49 * 3_600_000 });
  t.match(state, { name: 'refused', fault: 'PARKING_LOT_DOWN' }, 'not for ever');
});

t.test('a car that came back is another stay, and gets no second grant', async (t) => {
  const { done, drive } = world([found({ ...bill, staySerial: 'stay-2' })]);
  const { state } = await drive(grantWith({ staySerial: 'stay-1' }));
  t.match(state, { name: 'refused', fault: 'PARKING_CAR_LEFT' });
  t.notOk(done.some((one) => one.startsWith('grant')));
});

t.test('the lot’s definite refusals end it, each with its reason', async (t) => {
  const ends = [
    [world([{ kind: 'notFound' }]), 'PARKING_CAR_UNKNOWN'],
    [world([{ kind: 'permit' }]), 'PARKING_PERMIT'],
    [world([found(bill)], { grant: async () => ({ kind: 'otherGrant' }) }), 'PARKING_OTHER_GRANT'],
    [world([found(bill)], { grant: async () => ({ kind: 'notFound' }) }), 'PARKING_CAR_LEFT'],
  ] as const;
  for (const [{ drive }, fault] of ends)
    t.match((await drive(grantWith())).state, { name: 'refused', fault });
});

t.test('an answer lost on the way is asked for again under the same number and stay', async (t) => {
  const lost = world([found(bill)], {
    grant: async () => ({ kind: 'unknown', reason: 'PARKING_LOT_DOWN' }),
  });
  const waiting = await lost.drive(grantWith());
  t.match(waiting.state, { name: 'pending', staySerial: 'stay-1', tries: 1 });
  const again = world([found(free), found(free)]);
  t.match((await again.drive(waiting)).state, { name: 'granted', stay: { feeMinor: 1000 } });
  t.ok(again.done.includes('grant ord_1 stay-1'));
});
