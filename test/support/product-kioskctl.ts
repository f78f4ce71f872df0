/** `kioskctl --json` against a running product, as a script calls it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Product } from './product.ts';

export interface KioskctlResult {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests match it against the shape they expect
  readonly json: any;
  readonly errors: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs one command; resolves with its exit code and the one JSON value it printed. */
export function kioskctl({ data }: Product, ...args: readonly string[]): Promise<KioskctlResult> {
  return new Promise((resolve, reject) => {
    const command = ['src/kioskctl.ts', '--data', data, '--json', ...args];
    execFile(process.execPath, command, { cwd: root }, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (typeof code !== 'number') reject(error);
      else resolve({ code, json: stdout === '' ? undefined : JSON.parse(stdout), errors: stderr });
    });
  });
}
