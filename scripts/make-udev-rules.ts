/** Writes `systemd/99-kioskd.rules` from the table of USB fingerprints. */
import { writeFileSync } from 'node:fs';
import { udevRules } from '../hal/discovery/udev-rules.ts';

writeFileSync(new URL('../systemd/99-kioskd.rules', import.meta.url), udevRules());
