import t from 'tap';
import { alarmsOf } from '../../../../src/cloud/fleet/presence-alarms.ts';
import { isNews } from '../../../../src/cloud/fleet/presence-machine.ts';
import type { MachineState } from '../../../../src/wire/messages.ts';

const state = (fields: Partial<MachineState>): MachineState => ({
  online: true,
  session: 5,
  bootId: 'boot-a',
  version: '1',
  bundleVersion: 1,
  journalId: 'jnl_1',
  lastSeq: 1,
  atMs: 1,
  devices: [],
  ...fields,
});
const known = { session: 5, bootId: 'boot-a' };

t.test('what is news of a machine', async (t) => {
  t.ok(isNews(undefined, state({ online: false })), 'anything, of a machine nothing is known of');
  t.ok(isNews(known, state({ session: 6 })), 'a newer birth');
  t.ok(isNews(known, state({ session: 5 })), 'a sign of life in the same session');
  t.notOk(isNews(known, state({ session: 4 })), 'not a birth of an older session');
  t.ok(isNews(known, state({ session: 1, bootId: 'boot-b' })), 'a birth after the disk was replaced');
  t.ok(isNews(known, state({ online: false })), 'the will of the session that is known');
  t.notOk(isNews(known, state({ online: false, session: 4 })), 'not the will of an older session');
  t.notOk(isNews(known, state({ online: false, session: 4, bootId: 'boot-0' })), 'nor of an older boot');
});

t.test('which alarms follow', async (t) => {
  const devices: MachineState['devices'] = [
    { deviceId: 'p', kind: 'printer', state: 'degraded', fault: 'PRINTER_PAPER_OUT' },
    { deviceId: 's', kind: 'scanner', state: 'unavailable' },
    { deviceId: 'x', kind: 'oddity', state: 'unavailable' },
    { deviceId: 'd', kind: 'dispenser', state: 'ready' },
  ];
  t.match(alarmsOf(state({ devices, outOfService: 'JOURNAL_DISK_FULL' })), {
    raise: [
      { subject: 'p', severity: 'warning', fault: 'PRINTER_PAPER_OUT' },
      { subject: 's', severity: 'critical', fault: 'SCANNER_OFFLINE' },
      { subject: 'x', fault: 'GPIO_OFFLINE' },
      { kind: 'outOfService', fault: 'JOURNAL_DISK_FULL' },
    ],
    settle: ['offline', 'device', 'outOfService'],
  });
  t.match(alarmsOf(state({ online: false, devices })), { raise: [{ kind: 'offline' }], settle: [] });
});
