/** Discovery and the udev rules in the lab: every device told for what it is, and its links, there and back. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import t from 'tap';
import { discover, type FoundDevice } from '../../hal/discovery/discover.ts';
import { proposeProfile } from '../../hal/discovery/propose-profile.ts';
import { readUsbTree } from '../../hal/discovery/usb-tree.ts';
import { openHal } from '../../hal/open-hal.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { type LabGadget, plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const rules = new URL('../../systemd/99-kioskd.rules', import.meta.url).pathname;
const installed = '/etc/udev/rules.d/99-kioskd.rules';
const gone = (path: string) => statSync(path, { throwIfNoEntry: false }) === undefined;

/** What discovery says of a gadget. */
async function found(gadget: LabGadget): Promise<FoundDevice> {
  return until(async () => {
    const port = (await readUsbTree()).find(({ serial }) => serial === `LAB-${gadget}`)?.port;
    return (await discover()).find((device) => device.port === port);
  });
}

t.test('every device is told for what it is', { skip }, async (t) => {
  const expected: readonly (readonly [LabGadget, string])[] = [
    ['pos', 'Honeywell scanner, HID-POS'],
    ['pos2', 'Honeywell scanner, HID-POS'],
    ['wedge', 'Newland scanner, keyboard'],
    ['serial-scanner', 'Newland scanner, serial'],
    ['printer', 'Epson receipt printer'],
    ['mdb', 'serial device'],
    ['board', 'serial device'],
  ];
  for (const [gadget, what] of expected) {
    const device = await found(gadget);
    console.log(`# ${gadget} is ${device.node}`);
    t.equal(device.what, what, gadget);
  }
});

t.test('before any rule the proposed profile opens the devices', { skip }, async (t) => {
  const { profile } = proposeProfile(await discover());
  const hal = openHal({ version: 1, ...profile }, testContext());
  t.teardown(() => hal.stop());
  await hal.start();
  await until(() => hal.scanners.every((scanner) => scanner.health().state === 'ready'));
  t.equal(hal.scanners.length, 4);
});

t.test('the rules give each device its links and its group', { skip }, async (t) => {
  copyFileSync(rules, installed);
  t.teardown(() => rmSync(installed));
  execFileSync('udevadm', ['control', '--reload']);
  execFileSync('udevadm', ['trigger', '--settle']);
  const gadgets = ['pos', 'pos2', 'wedge', 'serial-scanner', 'printer'] as const;
  for (const gadget of gadgets) {
    const { port, node, address } = await found(gadget);
    const link = gadget === 'printer' ? '/dev/kiosk/printer' : `/dev/kiosk/scanner-${port}`;
    t.equal(realpathSync(link), node, `${link} leads to ${node}`);
    t.equal(address, link, 'and is proposed');
    t.equal(statSync(node).mode & 0o777, 0o660);
  }
  t.ok(realpathSync('/dev/kiosk/scanner'), 'one of the four has the plain link');
  t.throws(() => statSync('/dev/kiosk/scanner-0'), 'nothing else is there');

  const { port } = await found('pos');
  await unplug('pos');
  await until(() => gone(`/dev/kiosk/scanner-${port}`));
  await plugIn('pos');
  await until(() => !gone(`/dev/kiosk/scanner-${port}`));
  t.equal(realpathSync(`/dev/kiosk/scanner-${port}`), (await found('pos')).node);

  await unplug('printer');
  await until(() => gone('/dev/kiosk/printer'));
  await plugIn('printer');
  await until(() => !gone('/dev/kiosk/printer'));
  t.equal(realpathSync('/dev/kiosk/printer'), (await found('printer')).node);
});
