/**
 * What this process says to systemd (sd_notify(3)): ready, alive, stopping, and a line for `systemctl
 * status`. Through libsystemd, because Node has no Unix datagram sockets; it and koffi are loaded only in a
 * process that systemd started with `Type=notify`.
 */
import { Fault } from '../domain/fault.ts';

export interface SystemdNotify {
  /** How long systemd waits for a sign of life before it ends this process; undefined if it does not. */
  readonly watchdogMs: number | undefined;
  /** Says that what the service is for can begin. */
  ready(): void;
  status(line: string): void;
  alive(): void;
  stopping(): void;
}

export interface SystemdEnvironment {
  readonly NOTIFY_SOCKET?: string | undefined;
  readonly WATCHDOG_USEC?: string | undefined;
  readonly WATCHDOG_PID?: string | undefined;
}

const statusLengthMax = 200;

/** The way to systemd, or undefined where nobody listens; throws `ADDRESS_UNREACHABLE` if it cannot be had. */
export async function openSystemdNotify(
  environment: SystemdEnvironment,
  processId: number,
): Promise<SystemdNotify | undefined> {
  const { NOTIFY_SOCKET: address } = environment;
  if (!address) return undefined;
  const send = await loadSend(address);
  const say = (state: string) => {
    const result = send(state);
    if (result > 0) return;
    throw new Fault('ADDRESS_UNREACHABLE', 'notify systemd', { facts: { address, result } });
  };
  return {
    watchdogMs: watchdogOf(environment, processId),
    ready: () => say('READY=1'),
    status: (line) => say(`STATUS=${line.replace(/\s+/g, ' ').slice(0, statusLengthMax)}`),
    alive: () => say('WATCHDOG=1'),
    stopping: () => say('STOPPING=1'),
  };
}

async function loadSend(address: string): Promise<(state: string) => number> {
  try {
    const { default: koffi } = await import('koffi');
    const notify = koffi.load('libsystemd.so.0').func('int sd_notify(int unset, const char *state)');
    return (state) => notify(0, state);
  } catch (cause) {
    throw new Fault('ADDRESS_UNREACHABLE', 'load libsystemd to notify systemd', {
      cause,
      facts: { address },
    });
  }
}

/** As sd_watchdog_enabled(3): the time is for the process it names, or for any if it names none. */
function watchdogOf(environment: SystemdEnvironment, processId: number): number | undefined {
  const { WATCHDOG_USEC: microseconds, WATCHDOG_PID: named } = environment;
  if (!microseconds || !/^[1-9]\d{0,15}$/.test(microseconds)) return undefined;
  if (named && named !== String(processId)) return undefined;
  return Number(microseconds) / 1_000;
}
