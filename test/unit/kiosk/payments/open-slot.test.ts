import t from 'tap';
import { OpenSlot } from '../../../../src/kiosk/payments/open-slot.ts';

/** Whether a promise has settled once everything that can happen now has happened. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const mark = () => {
    done = true;
  };
  promise.then(mark, mark);
  await new Promise(setImmediate);
  return done;
}

t.test('an order waits until its slot is closed and the last coin is on record', async (t) => {
  const slot = new OpenSlot();
  slot.opened('ord_1');
  const waiting = slot.awaitClosed('ord_1');
  t.notOk(await settled(waiting), 'the slot is open');
  const coin = Promise.withResolvers<void>();
  slot.fell(coin.promise);
  const closing = slot.closed();
  t.notOk(await settled(waiting), 'a coin that fell while it closed is not on record yet');
  coin.resolve();
  await closing;
  t.equal(await waiting, true, 'the order is looked at again');
  t.equal(await slot.awaitClosed('ord_1'), false, 'and then need not wait');
});

t.test('a coin that cannot be recorded keeps nobody waiting', async (t) => {
  const slot = new OpenSlot();
  slot.opened('ord_1');
  const waiting = slot.awaitClosed('ord_1');
  slot.fell(Promise.reject(new Error('the disk is full')));
  await slot.closed();
  t.equal(await waiting, true);
});

t.test('an order whose slot never was open does not wait', async (t) => {
  const slot = new OpenSlot();
  slot.opened('ord_2');
  t.equal(await slot.awaitClosed('ord_1'), false);
});

t.test('a device that goes away lets everyone go on', async (t) => {
  const slot = new OpenSlot();
  slot.opened('ord_1');
  const waiting = slot.awaitClosed('ord_1');
  slot.letGo();
  t.equal(await waiting, true);
  t.equal(await slot.awaitClosed('ord_1'), false);
});

t.test('a slot that was opened for the next order while it closed stays open for that one', async (t) => {
  const slot = new OpenSlot();
  slot.opened('ord_1');
  const closing = slot.closed();
  slot.opened('ord_2');
  await closing;
  const waiting = slot.awaitClosed('ord_2');
  t.notOk(await settled(waiting));
  slot.letGo();
  await waiting;
});

t.test('coins that are told after the slot is gone are waited for too', async (t) => {
  const slot = new OpenSlot();
  const coin = Promise.withResolvers<void>();
  slot.fell(coin.promise);
  const waiting = slot.awaitClosed('ord_1');
  t.notOk(await settled(waiting), 'the coin is not on record yet');
  coin.resolve();
  t.equal(await waiting, true, 'the order is looked at again');
  t.equal(await slot.awaitClosed('ord_1'), false);
});
