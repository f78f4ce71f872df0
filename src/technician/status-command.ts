/** `kioskctl status`: the machine at one look. */
import { z } from 'zod';
import { askMachine, type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

const deviceSchema = z.looseObject({
  deviceId: z.string(),
  kind: z.string(),
  state: z.string(),
  fault: z.string().optional(),
  detail: z.string().optional(),
});

const statusSchema = z.looseObject({
  machineId: z.string(),
  merchantId: z.string(),
  version: z.string(),
  phase: z.string(),
  outOfService: z.string().nullish(),
  online: z.boolean(),
  clock: z.looseObject({ quality: z.string(), cloudOffsetMs: z.number() }),
  bundleVersion: z.number(),
  journal: z.looseObject({
    journalId: z.string(),
    lastSeq: z.number(),
    acknowledgedSeq: z.number(),
    fault: z.string().nullish(),
    setAside: z.number().optional(),
  }),
  devices: z.array(deviceSchema),
});
type Status = z.infer<typeof statusSchema>;

/** Prints the status; `somethingWrong` if the machine does not sell or a device is unavailable. */
export async function statusCommand(desk: Desk): Promise<void> {
  const status = readAnswer(statusSchema, await askMachine(desk, 'status'), 'the status of the machine');
  show(desk, status, () => statusText(status));
  const broken = status.devices.some((device) => device.state === 'unavailable');
  if (status.outOfService || status.journal.fault || broken) desk.exit(exitCodes.somethingWrong);
}

function statusText(status: Status): string {
  const { journal, clock } = status;
  const unsent = journal.lastSeq - journal.acknowledgedSeq;
  const facts = [
    ['machine', `${status.merchantId}.${status.machineId}, version ${status.version}`],
    ['service', status.outOfService ? `out of service: ${status.outOfService}` : `sells, ${status.phase}`],
    ['network', status.online ? 'connected' : 'no connection'],
    ['clock', `${clock.quality}, ${clock.cloudOffsetMs} ms from the cloud`],
    ['catalogue', `version ${status.bundleVersion}`],
    ['journal', `${journal.lastSeq} records, ${unsent} not yet in the cloud`],
    ...(journal.fault ? [['journal fault', journal.fault]] : []),
    ...(journal.setAside ? [['set aside', `${journal.setAside} records`]] : []),
  ];
  const devices = status.devices.map(({ kind, deviceId, state, fault, detail }) => [
    kind,
    deviceId,
    state,
    fault ?? '',
    detail ?? '',
  ]);
  return `${table(facts)}\n\n${table(devices)}`;
}
