/**
 * Keeps a program's process small and its start short. V8 gets a small nursery and glibc few arenas, and
 * compiled code is kept in a folder, so that neither the TypeScript stripper nor the compiler is loaded
 * again. All of it is settled before the first line of a program runs, so a process that was started
 * without it fills the cache once and then replaces itself, under the same process id.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultChain } from '../domain/fault.ts';

export interface LeanProgram {
  /** The project's folder, whose sources the cache belongs to. */
  readonly root: string;
  /** Where compiled code is kept; made and emptied here. */
  readonly cacheFolder: string;
  /** Modules to compile ahead, as file URLs; loading them must start nothing. */
  readonly modules: readonly string[];
}

/** `1` in a process that is lean, `fill` in the one that only fills the cache. */
const marker = 'KIOSKD_LEAN';
const sourceFolders = ['src', 'hal', 'models'];
const fillTimeoutMs = 60_000;

/** What to start a program with; a parent that does so spares the program its own replacement. */
export function leanEnvironment(cacheFolder: string): Readonly<Record<string, string>> {
  const nodeOptions = [process.env.NODE_OPTIONS, '--max-semi-space-size=1'].filter(Boolean).join(' ');
  return {
    [marker]: '1',
    NODE_COMPILE_CACHE: cacheFolder,
    NODE_OPTIONS: nodeOptions,
    MALLOC_ARENA_MAX: '2',
  };
}

/** Resolves in a lean process. In any other it never returns: the process is replaced or has filled the cache. */
export async function becomeLean(program: LeanProgram): Promise<void> {
  const { [marker]: state } = process.env;
  if (state === 'fill') {
    for (const url of program.modules) await import(url);
    process.exit(0);
  }
  const isLean = state === '1';
  const env = isLean ? process.env : { ...process.env, ...leanEnvironment(program.cacheFolder) };
  fillCache(program, env);
  // A channel to the parent would not survive the replacement.
  if (isLean || process.channel || !process.execve) return;
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env);
}

/** Runs the program once up to its start in a process of its own, for each state of the sources. */
function fillCache({ root, cacheFolder }: LeanProgram, env: NodeJS.ProcessEnv): void {
  const stateFile = join(cacheFolder, 'sources');
  try {
    const state = stateOfSources(root);
    if (readIfThere(stateFile) === state) return;
    rmSync(cacheFolder, { recursive: true, force: true });
    mkdirSync(cacheFolder, { recursive: true });
    const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...env, [marker]: 'fill' },
      stdio: 'ignore',
      timeout: fillTimeoutMs,
    });
    if (status === 0) writeFileSync(stateFile, state);
  } catch (error) {
    // A disk that takes nothing is the journal's to report; without the cache the program is only larger.
    console.error(`no code cache: ${faultChain(error)}`);
  }
}

/** Changes with every source file and every installed package. */
function stateOfSources(root: string): string {
  const hash = createHash('sha256').update(`${process.version} ${root}`);
  const stamp = (path: string) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`\n${path} ${size} ${mtimeMs}`);
  };
  stamp('package.json');
  for (const folder of sourceFolders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.sort()) if (file.endsWith('.ts')) stamp(join(folder, file));
  }
  return hash.digest('hex');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
