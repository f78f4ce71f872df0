/** Discovery and the udev rules in the lab: every device told for what it is, and its links, there and back. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import t from 'tap';
import { discover, type FoundDevice } from '../../hal/discovery/discover.ts';
import { proposeProfile } from '../../hal/discovery/propose-profile.ts';
import { openHal } from '../../hal/open-hal.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { type LabGadget, plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const rules = new URL('../../systemd/99-kioskd.rules', import.meta.url).pathname;
const installed = '/etc/udev/rules.d/99-kioskd.rules';
const gone = (path: string) => statSync(path, { throwIfNoEntry: false }) === undefined;

/** What discovery says of each gadget, once it has seen them all. */
async function foundAll(gadgets: readonly LabGadget[]): Promise<Map<LabGadget, FoundDevice>> {
  return until(async () => {
    const all = await discover();
    const pairs = gadgets.map((gadget) => [gadget, all.find(({ serial }) => serial === `LAB-${gadget}`)]);
    return pairs.every(([, device]) => device) && new Map(pairs as [LabGadget, FoundDevice][]);
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
  const found = await foundAll(expected.map(([gadget]) => gadget));
  for (const [gadget, what] of expected) {
    console.log(`# ${gadget} is ${found.get(gadget)?.node}`);
    t.equal(found.get(gadget)?.what, what, gadget);
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
  const found = await foundAll(gadgets);
  for (const [gadget, { port, node, address }] of found) {
    const link = gadget === 'printer' ? '/dev/kiosk/printer' : `/dev/kiosk/scanner-${port}`;
    t.equal(realpathSync(link), node, `${link} leads to ${node}`);
    t.equal(address, link, 'and is proposed');
    t.equal(statSync(node).mode & 0o777, 0o660);
  }
  t.ok(realpathSync('/dev/kiosk/scanner'), 'one of the four has the plain link');

  for (const gadget of ['pos', 'printer'] as const) {
    const link = found.get(gadget)?.address ?? '';
    await unplug(gadget);
    await until(() => gone(link));
    await plugIn(gadget);
    await until(() => !gone(link));
    t.equal(realpathSync(link), (await foundAll([gadget])).get(gadget)?.node, `${link} is back`);
  }
});
