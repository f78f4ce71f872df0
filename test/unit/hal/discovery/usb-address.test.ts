/** Addresses of USB devices, and what they lead to while things are plugged in and out. */
import { join } from 'node:path';
import t from 'tap';
import { findUsbNode, parseUsbAddress } from '../../../../hal/discovery/usb-address.ts';
import { firstUsagePage, readUsbTree } from '../../../../hal/discovery/usb-tree.ts';
import { type MadeUpInterface, MadeUpUsb, madeUp } from '../../../support/made-up-usb.ts';

t.test('an address names a kind, a unit or a port', async (t) => {
  t.strictSame(parseUsbAddress('usb:04b8:0e15'), { vendor: '04b8', product: '0e15' });
  t.match(parseUsbAddress('usb:04b8:0e15:J5QF-017'), { serial: 'J5QF-017' });
  t.match(parseUsbAddress('usb:04b8:0e15@1-1.2'), { port: '1-1.2' });
  for (const text of [
    'usb:4b8:0e15',
    'usb:04B8:0e15',
    'usb:04b8:0e15@',
    'usb:04b8:0e15@x',
    'usb:04b8:0e15:',
  ]) {
    t.equal(parseUsbAddress(text), undefined, text);
  }
});

t.test('an address leads to whatever node the device has now', async (t) => {
  const usb = new MadeUpUsb(t);
  const find = (address: string) => findUsbNode(address, ['lp', 'tty'], usb.folders);
  await t.rejects(find('usb:04b8:0e15'), /not plugged in/);
  usb.plug('1-1', { ...madeUp.printer, serial: 'A1' });
  t.equal(await find('usb:04b8:0e15'), join(usb.folders.dev, 'usb/lp0'));
  t.equal(await find('usb:04b8:0e15:A1'), join(usb.folders.dev, 'usb/lp0'));
  await t.rejects(find('usb:04b8:0e15:B2'), /not plugged in/);
  usb.unplug('1-1');
  await t.rejects(find('usb:04b8:0e15'), /not plugged in/);
  usb.plug('1-2', {
    ...madeUp.printer,
    serial: 'B2',
    interfaces: [{ class: '07/01/02', nodes: ['usb/lp1'] }],
  });
  t.equal(await find('usb:04b8:0e15'), join(usb.folders.dev, 'usb/lp1'), 'another unit at another port');
  t.equal(await find('usb:04b8:0e15@1-2'), join(usb.folders.dev, 'usb/lp1'));
  await t.rejects(findUsbNode('usb:04b8:0e15', ['hidraw'], usb.folders), /without a hidraw node/);
});

t.test('of several HID interfaces the one that scans is taken', async (t) => {
  const usb = new MadeUpUsb(t);
  const [{ interfaces, ...rest }] = [madeUp.hidPos];
  const settings = { class: '03/00/00', nodes: ['hidraw7'], reportDescriptor: '06 00 ff 09 01 a1 01 c0' };
  usb.plug('1-1', { ...rest, interfaces: [settings as MadeUpInterface, ...interfaces] });
  const found = await findUsbNode('usb:0c2e:0b81', ['hidraw'], usb.folders, 0x8c);
  t.equal(found, join(usb.folders.dev, 'hidraw0'));
});

t.test('a device without a node yet, and one that names nothing, are read all the same', async (t) => {
  const usb = new MadeUpUsb(t);
  usb.plug('2-1', { id: '1234:5678', interfaces: [{ class: 'ff/00/00' }] });
  t.match(await readUsbTree(usb.folders), [{ port: '2-1', name: '1234:5678', interfaces: [{ nodes: [] }] }]);
});

t.test('the usage page is the one in force at the first collection', async (t) => {
  const pageOf = (hex: string) => firstUsagePage(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  t.equal(pageOf('05 8c 09 02 a1 01'), 0x8c);
  t.equal(pageOf('06 00 ff 09 01 a1 01'), 0xff00);
  t.equal(pageOf('09 02 05 01 05 8c a1 01 05 09'), 0x8c);
  t.equal(pageOf(''), undefined);
  t.equal(pageOf('05 8c'), undefined);
});
