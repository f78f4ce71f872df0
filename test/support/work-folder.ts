/**
 * A folder of the test's own. It goes after everything that was set up later has been torn down; tap's own
 * `testdir` would go before, under programs that still write.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';

/** The path of a new empty folder, removed with the test. */
export function workFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kioskd-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
