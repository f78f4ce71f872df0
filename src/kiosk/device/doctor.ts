/**
 * The technician's examination: every device, the disk, the clock, the network, the configuration; for
 * each what was found and, where something is wrong, what to do. Pure over the facts it is given.
 */
import type { DeviceHealth, DeviceKind } from '../../../hal/hal.ts';
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';

export interface DoctorFacts {
  readonly devices: readonly {
    readonly deviceId: string;
    readonly kind: DeviceKind;
    readonly health: DeviceHealth;
  }[];
  readonly journalFault: FaultCode | undefined;
  readonly recordsSetAside: number;
  readonly recordsUnsent: number;
  readonly diskFreeBytes: number;
  readonly clockQuality: 'synchronised' | 'holdover' | 'unsynchronised';
  readonly cloudOffsetMs: number;
  readonly online: boolean;
  readonly bundleVersion: number;
  readonly bundleFault: FaultCode | undefined;
  /** Why the faces kept here cannot be read; absent where they can, or nobody enrolled. */
  readonly facesFault?: FaultCode | undefined;
}

export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  readonly fault?: FaultCode;
  readonly advice?: string;
}

const diskFreeBytesMin = 200 * 1024 * 1024;
const unsentMax = 10_000;

function finding(check: string, found: string, fault: FaultCode | undefined): Finding {
  if (fault === undefined) return { check, ok: true, found };
  return { check, ok: false, found, fault, advice: faultCatalogue[fault].technician };
}

export function examine(facts: DoctorFacts): Finding[] {
  const devices = facts.devices.map(({ deviceId, kind, health }) =>
    finding(`${kind} ${deviceId}`, [health.state, health.detail].filter(Boolean).join(', '), health.fault),
  );
  const freeMiB = Math.floor(facts.diskFreeBytes / 1024 / 1024);
  const clockFault =
    facts.clockQuality === 'unsynchronised'
      ? 'CLOCK_UNTRUSTED'
      : Math.abs(facts.cloudOffsetMs) > 30_000
        ? 'CLOCK_JUMPED'
        : undefined;
  return [
    ...devices,
    finding('journal', facts.journalFault ? 'cannot be written' : 'can be written', facts.journalFault),
    finding(
      'records set aside',
      String(facts.recordsSetAside),
      facts.recordsSetAside > 0 ? 'RECORD_POISONED' : undefined,
    ),
    finding(
      'records not yet in the cloud',
      String(facts.recordsUnsent),
      facts.recordsUnsent > unsentMax ? 'LEDGER_GAP' : undefined,
    ),
    finding(
      'disk',
      `${freeMiB} MiB free`,
      facts.diskFreeBytes < diskFreeBytesMin ? 'JOURNAL_DISK_FULL' : undefined,
    ),
    finding(
      'clock',
      `${facts.clockQuality}, ${Math.round(facts.cloudOffsetMs)} ms from the cloud`,
      clockFault,
    ),
    finding(
      'network',
      facts.online ? 'connected' : 'no connection',
      facts.online ? undefined : 'NETWORK_DOWN',
    ),
    ...(facts.facesFault ? [finding('enrolled faces', 'cannot be read', facts.facesFault)] : []),
    finding(
      'bundle',
      facts.bundleVersion > 0 ? `version ${facts.bundleVersion}` : 'none',
      facts.bundleFault ?? (facts.bundleVersion > 0 ? undefined : 'BUNDLE_MISSING'),
    ),
  ];
}
