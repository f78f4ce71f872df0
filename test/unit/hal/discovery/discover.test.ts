/** What is plugged in, on made-up trees of sysfs: what it is, its address, and its entry in the profile. */
import { join } from 'node:path';
import t from 'tap';
import { discover } from '../../../../hal/discovery/discover.ts';
import { proposeProfile } from '../../../../hal/discovery/propose-profile.ts';
import { readMachineProfile } from '../../../../hal/machine-profile.ts';
import { MadeUpUsb, madeUp } from '../../../support/made-up-usb.ts';

t.test('every kind of device is told by what it says of itself', async (t) => {
  const usb = new MadeUpUsb(t);
  for (const [n, device] of Object.values(madeUp).entries()) usb.plug(`1-${n + 1}`, device);
  const found = await discover(usb.folders);
  t.strictSame(
    found.map(({ what, node }) => [what, node.replace(usb.folders.dev, '/dev')]),
    [
      ['Honeywell scanner, HID-POS', '/dev/hidraw0'],
      ['Newland scanner, keyboard', '/dev/input/event4'],
      ['Newland scanner, serial', '/dev/ttyACM0'],
      ['Epson receipt printer', '/dev/usb/lp0'],
      ['printer that cannot answer', '/dev/usb/lp1'],
      ['camera', '/dev/video0'],
      ['CH340 serial adapter', '/dev/ttyUSB0'],
    ],
    'a keyboard of somebody else is none of ours',
  );
});

t.test('what is proposed is a profile, as it stands', async (t) => {
  const usb = new MadeUpUsb(t);
  for (const [n, device] of Object.values(madeUp).entries()) usb.plug(`1-${n + 1}`, device);
  const { profile, leftOver, unknown } = proposeProfile(await discover(usb.folders));
  const checked = readMachineProfile({ version: 1, ...profile });
  t.match(checked.scanners, [
    { id: 'scanner', driver: 'hidPos', address: 'usb:0c2e:0b81' },
    { id: 'scanner-2', driver: 'wedge', address: 'usb:1eab:0022' },
    { id: 'scanner-3', driver: 'serial', address: 'usb:1eab:8306' },
  ]);
  t.match(checked.printer, { driver: 'escpos', address: 'usb:04b8:0e15', answers: true });
  t.match(profile.camera, { driver: 'v4l2', device: /video0$/ });
  t.strictSame(
    leftOver.map(({ name, entry }) => [name, entry?.fields.answers]),
    [['POS58', false]],
    'a profile has one printer; the second one could not answer',
  );
  t.strictSame(
    unknown.map(({ address }) => address),
    ['usb:1a86:7523'],
    'nobody but a technician knows what hangs on an adapter',
  );
});

t.test('two of a kind are told apart by their ports', async (t) => {
  const usb = new MadeUpUsb(t);
  usb.plug('1-1.2', madeUp.hidPos);
  const [{ interfaces, ...rest }] = [madeUp.hidPos];
  usb.plug('1-1.4', { ...rest, interfaces: [{ ...interfaces[0], nodes: ['hidraw4'] }] });
  const [first, second] = await discover(usb.folders);
  t.strictSame([first?.address, second?.address], ['usb:0c2e:0b81@1-1.2', 'usb:0c2e:0b81@1-1.4']);
  usb.link('kiosk/scanner', 'hidraw4');
  usb.link('kiosk/scanner-1-1.2', 'hidraw0');
  usb.link('kiosk/scanner-1-1.4', 'hidraw4');
  t.strictSame(
    (await discover(usb.folders)).map(({ address }) => address),
    [join(usb.folders.dev, 'kiosk/scanner-1-1.2'), join(usb.folders.dev, 'kiosk/scanner-1-1.4')],
    'the plain link would mean whichever came last',
  );
});

t.test('a link of the rules is preferred where it leads to the device', async (t) => {
  const usb = new MadeUpUsb(t);
  usb.plug('1-1', madeUp.printer);
  usb.link('kiosk/printer', 'usb/lp0');
  t.match(await discover(usb.folders), [{ address: join(usb.folders.dev, 'kiosk/printer') }]);
  usb.link('kiosk/printer', 'usb/lp9');
  t.match(await discover(usb.folders), [{ address: 'usb:04b8:0e15' }], 'a link that leads nowhere is none');
});

t.test('where there is no USB nothing is found', async (t) => {
  t.strictSame(await discover({ sys: '/nowhere', dev: '/nowhere' }), []);
  t.strictSame(proposeProfile([]), { profile: {}, leftOver: [], unknown: [] });
});
