/**
 * Programs of the operating system that drivers run. They are looked for in the system's own folders and
 * get nothing of this process's environment, which may hold secrets.
 */
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

const folders = ['/usr/local/bin', '/usr/bin', '/bin'];

/** The environment of every program that a driver runs. */
export const programEnvironment = { PATH: folders.join(':'), LANG: 'C.UTF-8' } as const;

/** The path of a program named plainly, or the path given; rejects with a plain reason if it cannot be run. */
export async function findProgram(program: string): Promise<string> {
  const candidates = program.includes('/') ? [program] : folders.map((folder) => join(folder, program));
  for (const path of candidates) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  throw new Error(`${program} is not installed`);
}

/** The last line that a program wrote to its standard error, printable characters only, after a colon. */
export function lastWords(written: string): string {
  const line =
    written
      .trimEnd()
      .split('\n')
      .at(-1)
      ?.replace(/[^\x20-\x7e]/g, '') ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}
