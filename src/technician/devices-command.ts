/**
 * `kioskctl devices`: what is plugged into this computer, and how the machine profile would name it. Looks
 * at the computer it runs on and asks no machine, so it helps before there is any configuration.
 */
import { discover, type FoundDevice } from '../../hal/discovery/discover.ts';
import { proposeProfile } from '../../hal/discovery/propose-profile.ts';
import type { SystemFolders } from '../../hal/discovery/usb-tree.ts';
import { type Desk, show } from './desk.ts';
import { table } from './plain-table.ts';

/** Prints a line for each device, and below the entries to put into the profile. */
export async function devicesCommand(desk: Desk, folders?: SystemFolders): Promise<void> {
  const found = await discover(folders);
  show(desk, { found, profile: proposeProfile(found).profile }, () => devicesText(found));
}

function devicesText(found: readonly FoundDevice[]): string {
  if (found.length === 0) return 'No USB device that a kiosk could use is plugged in.';
  const rows = found.map(({ what, name, port, node }) => [what, name, port, node]);
  const { profile, leftOver, unknown } = proposeProfile(found);
  const named = JSON.stringify(profile, null, 2).split('\n').slice(1, -1).join('\n');
  return [
    table([['What it is', 'How it calls itself', 'Port', 'Node'], ...rows]),
    ...(named === '' ? [] : ['', 'For the machine profile:', '', named]),
    ...(unknown.length === 0 ? [] : ['', 'Anything may be behind these; name them by their address:']),
    ...unknown.map(({ name, address }) => `  ${name}: ${address}`),
    ...(leftOver.length === 0 ? [] : ['', 'The profile has room for one of these only:']),
    ...leftOver.map(({ name, address }) => `  ${name}: ${address}`),
  ].join('\n');
}
