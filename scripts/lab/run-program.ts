/**
 * Runs a program of the host to its end. What it says is kept and shown only when it fails, so that the log
 * of the lab holds what matters.
 */
import { spawn } from 'node:child_process';

const shownCharactersMax = 4000;
const keptCharactersMax = 4 * 1024 * 1024;

/** Options of {@link runProgram}. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Standard output of `command`; throws with the end of what it said if it fails. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { cwd, env, input } = options;
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (bytes) => {
    output = (output + bytes).slice(-keptCharactersMax);
  });
  child.stderr.on('data', (bytes) => {
    complaint = (complaint + bytes).slice(-keptCharactersMax);
  });
  // A program that ends without reading its input is judged by its exit code alone.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`cannot run ${command}`, { cause })));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const said = `${output}\n${complaint}`.trim().slice(-shownCharactersMax);
      reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${said}`));
    });
  });
}

/** Runs a piece of shell that stops at its first failing command. */
export function runShell(script: string, options: RunOptions = {}): Promise<string> {
  return runProgram('bash', ['-euo', 'pipefail', '-c', script], options);
}
