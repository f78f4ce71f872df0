/** The lab's simulated GPIO lines from outside: what is wired to them. Lines are named as the chip has them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const platform = '/sys/devices/platform';
const config = '/sys/kernel/config/gpio-sim';

/** The character device of the lab's chip `kiosk-io`. */
export function labChip(): string {
  return `/dev/${chipName()}`;
}

/** Pulls an input up or down from outside. */
export function pullLine(line: string, up: boolean): void {
  writeFileSync(join(folderOf(line), 'pull'), up ? 'pull-up' : 'pull-down');
}

/** The level on the wire: for an output what the driver drives. */
export function levelOf(line: string): boolean {
  return readFileSync(join(folderOf(line), 'value'), 'utf8').trim() === '1';
}

function folderOf(line: string): string {
  const bank = join(config, 'kiosk-io', 'bank0');
  const names = readdirSync(bank).filter((entry) => entry.startsWith('line'));
  const found = names.find((entry) => readFileSync(join(bank, entry, 'name'), 'utf8').trim() === line);
  if (found === undefined) throw new Error(`the chip has no line ${line}`);
  const device = readFileSync(join(config, 'kiosk-io', 'dev_name'), 'utf8').trim();
  return join(platform, device, chipName(), `sim_gpio${found.slice('line'.length)}`);
}

function chipName(): string {
  return readFileSync(join(config, 'kiosk-io', 'bank0', 'chip_name'), 'utf8').trim();
}
