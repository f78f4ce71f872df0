/**
 * The units are what systemd understands and shut enough, and all that they name is there. Checked by
 * systemd itself, without one running, in a root folder of the test's own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { kioskConfigSchema } from '../../src/kiosk/kiosk-config.ts';
import { workFolder } from '../support/work-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'systemd');
const units = readdirSync(folder).filter((name) => name.endsWith('.service'));
const systemUnits = '/usr/lib/systemd/system';
const skip = spawnSync('systemd-analyze', ['--version']).error ? 'systemd-analyze is not installed' : false;
/** Tenths of the exposure level at which a unit is too open. */
const threshold = 25;

function analyze(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

/** The settings of a section's line `name=value`, in their order. */
function settings(file: string, name: string): string[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
}

/** A root folder with systemd's own units, ours, and the programs that ours start. */
function rootWithUnits(t: Test): string {
  const made = workFolder(t);
  cpSync(systemUnits, join(made, systemUnits), { recursive: true, verbatimSymlinks: true });
  for (const unit of units) {
    mkdirSync(join(made, 'etc/systemd/system'), { recursive: true });
    cpSync(join(folder, unit), join(made, 'etc/systemd/system', unit));
    for (const command of settings(unit, 'ExecStart')) {
      const program = join(made, command.split(' ')[0] ?? '');
      mkdirSync(dirname(program), { recursive: true });
      writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    }
  }
  return made;
}

t.test('systemd has nothing to say against a unit', { skip }, async (t) => {
  const made = rootWithUnits(t);
  t.ok(units.includes('kioskd.service'));
  for (const unit of units) {
    t.strictSame(analyze('verify', '--man=no', `--root=${made}`, unit), { code: 0, said: '' }, unit);
  }
  const broken = join(made, 'etc/systemd/system/broken.service');
  writeFileSync(broken, '[Service]\nExecStart=/bin/none\nProtectEverything=yes\n');
  t.match(analyze('verify', '--man=no', `--root=${made}`, 'broken.service').said, /ProtectEverything/);
});

t.test('no unit can touch more than it must', { skip }, async (t) => {
  for (const unit of units) {
    const security = ['security', '--offline=true', '--no-pager'];
    const { code, said } = analyze(...security, `--threshold=${threshold}`, join(folder, unit));
    t.equal(code, 0, /Overall exposure.*/.exec(said)?.[0] ?? said);
  }
  const open = join(workFolder(t), 'open.service');
  writeFileSync(open, '[Service]\nExecStart=/bin/true\n');
  t.not(
    analyze('security', '--offline=true', `--threshold=${threshold}`, open).code,
    0,
    'an open one is too open',
  );
});

t.test('the service starts what is there, and waits longer than it is told to live', async (t) => {
  const [, program = ''] = settings('kioskd.service', 'ExecStart')[0]?.split(' ') ?? [];
  t.ok(existsSync(join(root, program.replace('/opt/kioskd/', ''))), program);
  t.strictSame(settings('kioskd.service', 'Type'), ['notify']);
  const [watchdogS] = settings('kioskd.service', 'WatchdogSec').map(Number);
  const [startS] = settings('kioskd.service', 'TimeoutStartSec').map(Number);
  t.ok((watchdogS ?? 0) >= 10 && (startS ?? 0) > (watchdogS ?? 0));
});

t.test('the screen shows the page at the port where the machine serves it by default', async (t) => {
  const [command = ''] = settings('kioskd-screen.service', 'ExecStart');
  const { shape } = kioskConfigSchema.unwrap();
  t.equal(command.split(' ').at(-1), `http://127.0.0.1:${shape.screenPort.parse(undefined)}/`);
});

t.test('the groups that rules and service name are on every Debian or made by us', async (t) => {
  const made = [...readFileSync(join(folder, 'sysusers-kioskd.conf'), 'utf8').matchAll(/^g (\w+)/gm)];
  // base-passwd's, whose numbers are the same on every Debian.
  const known = new Set(['dialout', 'lp', 'video', 'audio', ...made.map(([, name]) => name)]);
  const rules = readFileSync(join(folder, '99-kioskd.rules'), 'utf8');
  const named = [
    ...[...rules.matchAll(/GROUP="(\w+)"/g)].map(([, name]) => name),
    ...units.flatMap((unit) => settings(unit, 'SupplementaryGroups').flatMap((groups) => groups.split(' '))),
  ];
  t.ok(named.length > 5);
  t.strictSame(
    named.filter((name) => !known.has(name)),
    [],
  );
  const given = new Set(settings('kioskd.service', 'SupplementaryGroups')[0]?.split(' '));
  const ruled = [...rules.matchAll(/GROUP="(\w+)"/g)].map(([, name]) => name);
  t.strictSame(
    ruled.filter((name) => !given.has(name ?? '')),
    [],
    'the service is in every group that the rules give a device to',
  );
});
