/**
 * Structured log lines, one JSON object each, to standard output for journald. Fields are facts with
 * units in their names; never a payment code, plate, phone number, template or frame.
 */
import { pino } from 'pino';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined | null>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry `fields`. */
  with(fields: LogFields): Log;
}

/** Writes lines of `level` and above to standard error, so that standard output stays for results. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error', name: string): Log {
  const wrap = (p: ReturnType<typeof pino>): Log => ({
    debug: (message, fields) => p.debug(fields ?? {}, message),
    info: (message, fields) => p.info(fields ?? {}, message),
    warn: (message, fields) => p.warn(fields ?? {}, message),
    error: (message, fields) => p.error(fields ?? {}, message),
    with: (fields) => wrap(p.child(fields)),
  });
  return wrap(pino({ name, level, base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true })));
}

/** Keeps silence: for tests and simulation. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
};
