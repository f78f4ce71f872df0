/**
 * Parts of the lab that take long to make are kept in `.lab/`, each under a hash of what it is made of. A
 * part is made in a folder of its own and moved into place when it is whole, so that an end in the middle
 * leaves nothing that looks finished.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
/** Where the parts are kept; not under version control. */
export const labFolder = join(projectRoot, '.lab');

const hashLength = 16;
/** An earlier version that was used within this time may be in use. */
const idleMsMax = 3_600_000;

/** A short hash of texts, each with its length, so that no two lists meet. */
export function hashOf(texts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex').slice(0, hashLength);
}

/** The contents of files next to this one, to be part of a hash. */
export function sourceOf(...names: readonly string[]): Buffer[] {
  return names.map((name) => readFileSync(new URL(name, import.meta.url)));
}

/** The folder of part `name` made of `ingredients`; made by `make` if it is not there yet. */
export async function labPart(
  name: string,
  ingredients: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(labFolder, `${name}-${hashOf(ingredients)}`);
  mkdirSync(labFolder, { recursive: true });
  if (!existsSync(folder)) {
    const release = await lock(name);
    try {
      if (!existsSync(folder)) await makeWhole(name, folder, make);
    } finally {
      release();
    }
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

async function makeWhole(
  name: string,
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  removeParts(name);
  const half = `${folder}.half`;
  mkdirSync(half);
  const begunMs = performance.now();
  await make(half);
  renameSync(half, folder);
  console.log(`lab: made ${name} in ${Math.round((performance.now() - begunMs) / 1000)} s`);
}

/** What an end in the middle has left, and earlier versions that no other run has just asked for. */
function removeParts(name: string): void {
  const own = new RegExp(`^${name}-[0-9a-f]{${hashLength}}(\\.half)?$`);
  for (const entry of readdirSync(labFolder).filter((found) => own.test(found))) {
    const path = join(labFolder, entry);
    const idleMs = Date.now() - statSync(path).mtimeMs;
    if (entry.endsWith('.half') || idleMs > idleMsMax) rmSync(path, { recursive: true, force: true });
  }
}

/** Waits until no other run makes the part; a lock whose owner is gone counts for nothing. */
async function lock(name: string): Promise<() => void> {
  const file = join(labFolder, `${name}.lock`);
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch {
      if (ownerIsGone(file)) rmSync(file, { force: true });
      else await sleep(500);
    }
  }
}

function ownerIsGone(file: string): boolean {
  try {
    const owner = readFileSync(file, 'utf8');
    // Empty between its making and its writing.
    return owner !== '' && !existsSync(`/proc/${owner}`);
  } catch {
    return false;
  }
}
