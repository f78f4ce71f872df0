/** The lines of the MDB adapter, both ways, and what is refused. */
import fc from 'fast-check';
import t from 'tap';
import {
  decodeMdbCommand,
  decodeMdbEvent,
  encodeMdbCommand,
  encodeMdbEvent,
  type MdbCommand,
  type MdbEvent,
  mdbAmount,
  mdbAmountMinorMax,
  readMdbAmount,
} from '../../../../hal/dispenser/mdb-codec.ts';

t.test('says each command as the adapter documents it', (t) => {
  const said: [MdbCommand, string][] = [
    [{ command: 'version' }, 'V'],
    [{ command: 'enable' }, 'C,1'],
    [{ command: 'disable' }, 'C,0'],
    [{ command: 'start', creditMinor: 10_000 }, 'C,START,100.00'],
    [{ command: 'approve', amountMinor: 350 }, 'C,VEND,3.50'],
    [{ command: 'deny' }, 'C,STOP'],
  ];
  for (const [command, line] of said) {
    t.equal(encodeMdbCommand(command, 2), line);
    t.strictSame(decodeMdbCommand(line, 2), command);
  }
  t.end();
});

t.test('reads each line of the adapter', (t) => {
  const lines: [string, MdbEvent][] = [
    ['v,4.0.2.0,16543', { event: 'version', version: '4.0.2.0,16543' }],
    ['r,ACK', { event: 'acknowledged' }],
    ['c,1', { event: 'acknowledged' }],
    ['c,STATUS,INACTIVE', { event: 'status', status: 'inactive' }],
    ['c,STATUS,DISABLED', { event: 'status', status: 'disabled' }],
    ['c,STATUS,ENABLED', { event: 'status', status: 'enabled' }],
    ['c,STATUS,IDLE', { event: 'status', status: 'idle' }],
    ['c,STATUS,IDLE,100.00', { event: 'status', status: 'idle' }],
    ['c,STATUS,VEND,1.00,5', { event: 'vendRequested', amountMinor: 100, item: '5' }],
    ['c,STATUS,VEND,99.20,018', { event: 'vendRequested', amountMinor: 9920, item: '18' }],
    ['c,STATUS,VEND,2,0', { event: 'vendRequested', amountMinor: 200, item: '0' }],
    ['c,VEND,SUCCESS', { event: 'vendSucceeded' }],
    ['c,CASHSALE,3.50,12', { event: 'cashSale', amountMinor: 350, item: '12' }],
    ['c,ERR,"VEND 3"', { event: 'error', error: 'notDispensed', text: 'VEND 3' }],
    ['c,ERR,VEND 3', { event: 'error', error: 'notDispensed', text: 'VEND 3' }],
    ['c,ERR,"VEND 1"', { event: 'error', error: 'withdrew', text: 'VEND 1' }],
    ['c,ERR,"cashless is on"', { event: 'error', error: 'alreadyOn', text: 'cashless is on' }],
    ['c,ERR,"something new"', { event: 'error', error: 'other', text: 'something new' }],
  ];
  for (const [line, event] of lines) t.strictSame(decodeMdbEvent(line, 2), event, line);
  t.end();
});

t.test('reads nothing into what is not of the protocol', (t) => {
  const foreign = [
    ...['', 'c', 'c,', 'c,STATUS', 'c,STATUS,', 'c,STATUS,VEND', 'c,STATUS,VEND,1.00', 'c,STATUS,ENABLED,1'],
    ...['c,STATUS,VEND,1.00,5,6', 'c,STATUS,VEND,-1.00,5', 'c,STATUS,VEND,1.005,5', 'c,STATUS,VEND,1e3,5'],
    ...['c,STATUS,VEND,1.00,65536', 'c,STATUS,VEND,1.00,A1', 'c,STATUS,VEND,9999999.00,1', 'c,VEND,success'],
    ...['C,STATUS,ENABLED', 'd,STATUS,IDLE', 'r,NACK', 'c,STATUS,constructor', 'c,CASHSALE,1.00', 'x,1'],
  ];
  for (const line of foreign) t.equal(decodeMdbEvent(line, 2), undefined, line);
  for (const line of ['C', 'C,2', 'C,VEND', 'C,VEND,-1', 'C,VEND,1.001', 'c,1', 'V,']) {
    t.equal(decodeMdbCommand(line, 2), undefined, line);
  }
  t.end();
});

t.test('an amount is the same minor units on both sides, in any currency', (t) => {
  fc.assert(
    fc.property(fc.nat(mdbAmountMinorMax), fc.nat(4), (amountMinor, decimals) => {
      t.equal(readMdbAmount(mdbAmount(amountMinor, decimals), decimals), amountMinor);
      const event = { event: 'vendRequested', amountMinor, item: '7' } as const;
      t.strictSame(decodeMdbEvent(encodeMdbEvent(event, decimals), decimals), event);
    }),
  );
  t.equal(readMdbAmount('1.50', 0), undefined, 'finer than the currency');
  t.equal(readMdbAmount('1.500', 2), 150);
  t.end();
});

t.test('any line is read or left, never thrown at', (t) => {
  const words = fc.constantFrom('c', 'v', 'r', 'STATUS', 'VEND', 'ERR', 'CASHSALE', '1.00', '"', 'IDLE', '');
  const line = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.array(words, { maxLength: 8 }).map((all) => all.join(',')),
  );
  fc.assert(
    fc.property(line, (text) => {
      decodeMdbEvent(text, 2);
      decodeMdbCommand(text, 2);
    }),
  );
  t.end();
});
