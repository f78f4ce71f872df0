/**
 * The machine as a service tells its supervisor how it is. A sign of life is given only when both halves
 * live: the main loop, because a timer of it asks, and the journal's thread, because it has to answer first.
 * If either hangs the signs stop, and the supervisor starts the machine anew; the journal makes that safe.
 */
import { faultChain } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { SystemdNotify } from '../../platform/systemd-notify.ts';

export interface ServiceReportPorts {
  readonly systemd: SystemdNotify;
  readonly clock: Clock;
  readonly log: Log;
  /** Resolves when the journal's thread has answered. */
  readonly pingJournal: () => Promise<void>;
  /** The machine's state in a line, for `systemctl status`. */
  readonly describe: () => string;
}

/** So many signs of life fit into the time systemd waits for one. */
const signsPerWatchdog = 4;

export class ServiceReport {
  readonly #ports: ServiceReportPorts;
  #described = '';
  #ready = false;
  #stopping = false;
  #cancelSign: Cancel | undefined;

  constructor(ports: ServiceReportPorts) {
    this.#ports = ports;
  }

  /** The machine can sell, or can say why it does not: from now on it has to give signs of life. */
  ready(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#ports.systemd.ready();
    this.changed();
    this.#sign();
  }

  /** The state may have changed; told only if it reads differently. */
  changed(): void {
    const line = this.#ready ? this.#ports.describe() : '';
    if (line === this.#described || this.#stopping) return;
    this.#described = line;
    this.#tell(() => this.#ports.systemd.status(line));
  }

  /** Stopping takes its own time, in which no sign of life is owed. */
  stopping(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cancelSign?.();
    this.#tell(() => this.#ports.systemd.stopping());
  }

  #sign(): void {
    const { systemd, clock, log, pingJournal } = this.#ports;
    if (systemd.watchdogMs === undefined) return;
    const everyMs = systemd.watchdogMs / signsPerWatchdog;
    pingJournal().then(
      () => {
        if (!this.#stopping) this.#tell(() => systemd.alive());
      },
      (error: unknown) => log.warn('no sign of life: the journal', { chain: faultChain(error) }),
    );
    // The next one asks again, also while an answer is outstanding: a new thread answers new questions only.
    this.#cancelSign = clock.after(everyMs, () => {
      if (!this.#stopping) this.#sign();
    });
  }

  /** A word that does not reach the supervisor is no reason to stop selling: it acts on the silence. */
  #tell(say: () => void): void {
    try {
      say();
    } catch (error) {
      this.#ports.log.warn('the supervisor was not told', { chain: faultChain(error) });
    }
  }
}
