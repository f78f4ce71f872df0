/**
 * What every command is given: where the machine and the demo are, and the way to speak. Results go to
 * standard output, as aligned text or, with `--json`, as one JSON value; nothing else does.
 */
import type { Clock } from '../platform/clock.ts';
import type { ExitCode } from './exit-code.ts';
import { httpJson } from './http-json.ts';
import type { MachineTarget } from './machine-target.ts';

export interface Desk {
  readonly target: () => Promise<MachineTarget>;
  readonly json: boolean;
  readonly clock: Clock;
  readonly write: (text: string) => void;
  /** Says something on standard error, beside the result. */
  readonly note: (text: string) => void;
  /** Whether standard output may carry colours. */
  readonly colour: boolean;
  readonly exit: (code: ExitCode) => void;
}

/** Prints a result: `value` for programs, `text` for people. */
export function show(desk: Desk, value: unknown, text: () => string): void {
  desk.write(desk.json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
}

/** Asks the machine's technician endpoint. */
export async function askMachine(desk: Desk, question: string): Promise<unknown> {
  const { machineUrl, technicianToken } = await desk.target();
  return httpJson({ url: new URL(`/technician/${question}`, machineUrl).href, token: technicianToken });
}
