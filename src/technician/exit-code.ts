/** What the exit code of `kioskctl` says; scripts rely on it. */
import { Fault } from '../domain/fault.ts';

export const exitCodes = {
  ok: 0,
  /** The command could not do its work. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Nobody answered: the machine, or a part of the demo, is down. */
  unreachable: 3,
  /** The examination found something wrong. */
  somethingWrong: 4,
  /** The machine refused, or the sale did not end with goods. */
  refused: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** For the end of the help text. */
export const exitCodeHelp = [
  'Exit codes:',
  '  0  done',
  '  1  failed',
  '  2  wrong command line',
  '  3  nobody answers: the machine, or a part of the demo, is down',
  '  4  status or doctor found something wrong',
  '  5  the machine refused, or the sale did not end with goods',
].join('\n');

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof Fault)) return exitCodes.failed;
  if (error.code === 'ADDRESS_UNREACHABLE') return exitCodes.unreachable;
  return error.code === 'CONFIG_INVALID' ? exitCodes.usage : exitCodes.failed;
}
