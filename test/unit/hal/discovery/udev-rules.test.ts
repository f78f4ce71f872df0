/** The rules that are shipped are those of the table, and in the form that udev reads. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { udevRules } from '../../../../hal/discovery/udev-rules.ts';
import { usbFingerprints } from '../../../../hal/discovery/usb-fingerprints.ts';

const shipped = readFileSync(new URL('../../../../systemd/99-kioskd.rules', import.meta.url), 'utf8');

t.test('the file is in step with the table', async (t) => {
  t.equal(shipped, udevRules(), 'run node scripts/make-udev-rules.ts');
});

t.test('every line is a comment or keys with an operator and a quoted value', async (t) => {
  const key = /^[A-Z]+(\{[\w]+\})?(==|!=|\+=|=)"[^"]*"$/;
  for (const line of shipped.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    const parts = line.match(/[A-Z]+(\{\w+\})?(==|!=|\+=|=)"[^"]*"/g) ?? [];
    t.equal(parts.join(', '), line);
    t.ok(parts.every((part) => key.test(part)));
  }
});

t.test('every use of the table has its link, by every make', async (t) => {
  for (const { use, vendor, name } of usbFingerprints) {
    if (!use) continue;
    t.match(shipped, `ENV{KIOSK_USE}="${use.link}"`);
    t.match(shipped, name);
    if (use.driver === 'serial' || use.driver === 'wedge') t.match(shipped, `${vendor}:*`);
  }
});

t.test('the table is well kept: hexadecimal, and no line that an earlier one hides', async (t) => {
  const seen = new Set<string>();
  for (const {
    vendor = '',
    product = '',
    interfaceClass = '',
    interfaceProtocol = '',
    ...rest
  } of usbFingerprints) {
    for (const id of [vendor, product]) t.match(id, /^([0-9a-f]{4})?$/);
    for (const code of [interfaceClass, interfaceProtocol]) t.match(code, /^([0-9a-f]{2})?$/);
    const key = [vendor, product, interfaceClass, interfaceProtocol, rest.usagePage, rest.node].join(' ');
    const wider = ['', product, interfaceClass, interfaceProtocol, rest.usagePage, rest.node].join(' ');
    t.notOk(seen.has(key) || (vendor !== '' && seen.has(wider)), `${rest.name} comes before what is wider`);
    seen.add(key);
  }
});
