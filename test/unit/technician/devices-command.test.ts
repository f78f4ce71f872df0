/** `kioskctl devices`, on made-up trees of sysfs. */
import t, { type Test } from 'tap';
import { SystemClock } from '../../../src/platform/clock.ts';
import type { Desk } from '../../../src/technician/desk.ts';
import { devicesCommand } from '../../../src/technician/devices-command.ts';
import { MadeUpUsb, madeUp } from '../../support/made-up-usb.ts';

async function written(_t: Test, usb: MadeUpUsb, json: boolean): Promise<string> {
  let text = '';
  const desk: Desk = {
    target: () => Promise.reject(new Error('no machine is asked')),
    json,
    clock: new SystemClock(),
    write: (more) => {
      text += more;
    },
    note: () => undefined,
    colour: false,
    exit: () => undefined,
  };
  await devicesCommand(desk, usb.folders);
  return text;
}

t.test('tells each device in a line, and the entry for the profile', async (t) => {
  const usb = new MadeUpUsb(t);
  usb.plug('1-1', madeUp.hidPos);
  usb.plug('1-2', madeUp.adapter);
  const text = await written(t, usb, false);
  t.match(text, /Honeywell scanner, HID-POS +Voyager +1-1 +\S+hidraw0/);
  t.match(text, '"address": "usb:0c2e:0b81"');
  t.match(text, 'CH340: usb:1a86:7523');
  t.notMatch(text, 'room for one');
});

t.test('gives the same as JSON', async (t) => {
  const usb = new MadeUpUsb(t);
  usb.plug('1-1', madeUp.printer);
  t.match(JSON.parse(await written(t, usb, true)), {
    found: [{ what: 'Epson receipt printer', port: '1-1' }],
    profile: { printer: { driver: 'escpos', address: 'usb:04b8:0e15' } },
  });
});

t.test('says so where nothing is plugged in', async (t) => {
  t.match(await written(t, new MadeUpUsb(t), false), /No USB device/);
});
