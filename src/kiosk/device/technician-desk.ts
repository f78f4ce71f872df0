/** Answers the technician's questions from the running machine: status, doctor, orders, journal, receipts. */
import { statfs } from 'node:fs/promises';
import type { Device } from '../../../hal/hal.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Order } from '../../domain/order.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Journal } from '../journal/journal.ts';
import { examine } from './doctor.ts';

/** What the desk may look at. */
export interface DeskPorts {
  readonly machineId: string;
  readonly merchantId: string;
  readonly version: string;
  readonly dataFolder: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly devices: readonly Device[];
  readonly orders: { latest(limit: number): readonly Order[] };
  readonly receipts: { last(): { receiptId: string; orderId: string; receiptLine: string } | undefined };
  online(): boolean;
  cloudOffsetMs(): number;
  bundle(): { readonly version: number; readonly fault: FaultCode | undefined };
  salePhase(): string;
  outOfService(): FaultCode | undefined;
  /** What is kept of people, by kind and count. */
  privacy(): Promise<{ readonly faces: { readonly fault: FaultCode | null } }>;
}

const limitMax = 500;

function numberFrom(text: string | undefined, fallback: number, max: number): number {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, max) : fallback;
}

type Question = (ports: DeskPorts, query: Readonly<Record<string, string>>) => Promise<unknown> | unknown;

const questions: Readonly<Record<string, Question>> = {
  status: (ports) => ({
    machineId: ports.machineId,
    merchantId: ports.merchantId,
    version: ports.version,
    phase: ports.salePhase(),
    outOfService: ports.outOfService() ?? null,
    online: ports.online(),
    clock: { quality: ports.clock.quality(), cloudOffsetMs: Math.round(ports.cloudOffsetMs()) },
    bundleVersion: ports.bundle().version,
    journal: {
      journalId: ports.journal.journalId,
      lastSeq: ports.journal.lastSeq,
      acknowledgedSeq: ports.journal.acknowledgedSeq,
      fault: ports.journal.fault ?? null,
      setAside: ports.journal.setAside.length,
    },
    devices: ports.devices.map((d) => ({ deviceId: d.deviceId, kind: d.kind, ...d.health() })),
  }),
  doctor: async (ports) => {
    const disk = await statfs(ports.dataFolder);
    return examine({
      devices: ports.devices.map((d) => ({ deviceId: d.deviceId, kind: d.kind, health: d.health() })),
      journalFault: ports.journal.fault,
      recordsSetAside: ports.journal.setAside.length,
      recordsUnsent: ports.journal.lastSeq - ports.journal.acknowledgedSeq,
      diskFreeBytes: disk.bavail * disk.bsize,
      clockQuality: ports.clock.quality(),
      cloudOffsetMs: ports.cloudOffsetMs(),
      online: ports.online(),
      bundleVersion: ports.bundle().version,
      bundleFault: ports.bundle().fault,
      facesFault: (await ports.privacy()).faces.fault ?? undefined,
    });
  },
  orders: (ports, query) => ports.orders.latest(numberFrom(query.limit, 20, limitMax)),
  journal: async (ports, query) => {
    const limit = numberFrom(query.limit, 20, limitMax);
    const from = numberFrom(
      query.from,
      Math.max(1, ports.journal.lastSeq - limit + 1),
      Number.MAX_SAFE_INTEGER,
    );
    const stored = await ports.journal.read(from, limit);
    return stored.map((record) => ({ hash: record.hash, ...JSON.parse(record.text) }));
  },
  privacy: (ports) => ports.privacy(),
  'receipts/last': (ports) => ports.receipts.last(),
};

/** The answer to a question, or undefined if there is no such question. */
export async function askDesk(
  ports: DeskPorts,
  question: string,
  query: Readonly<Record<string, string>>,
): Promise<unknown> {
  return Object.hasOwn(questions, question) ? questions[question]?.(ports, query) : undefined;
}
