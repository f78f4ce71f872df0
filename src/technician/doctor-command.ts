/**
 * `kioskctl doctor`: what is wrong and what to do. Asks the machine, and around it whoever could know more:
 * the demo's programs, the simulators, the network switch, the cloud. The worst news is that nobody
 * answers, and that is a finding too.
 */
import { z } from 'zod';
import { Fault, type FaultCode, faultChain, faultCodeOf } from '../domain/fault.ts';
import { faultCatalogue } from '../domain/fault-catalogue.ts';
import { askMachine, type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { httpJson } from './http-json.ts';
import type { MachineTarget } from './machine-target.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

const findingSchema = z.looseObject({
  check: z.string(),
  ok: z.boolean(),
  found: z.string(),
  advice: z.string().optional(),
  fault: z.string().optional(),
});
type Finding = z.infer<typeof findingSchema>;

/** Prints all findings, those that are wrong with their advice; `somethingWrong` if there are any. */
export async function doctorCommand(desk: Desk): Promise<void> {
  const findings: Finding[] = [];
  const target = await desk.target().catch((error: unknown) => {
    findings.push(wrong('demo', error));
    return undefined;
  });
  if (target) {
    findings.push(...(await machineFindings(desk)));
    if (target.demo) findings.push(...(await aroundFindings(target.demo)));
  }
  show(desk, findings, () => doctorText(desk, findings));
  if (findings.some((finding) => !finding.ok)) desk.exit(exitCodes.somethingWrong);
}

async function machineFindings(desk: Desk): Promise<Finding[]> {
  try {
    return readAnswer(z.array(findingSchema), await askMachine(desk, 'doctor'), 'the examination');
  } catch (error) {
    return [wrong('machine', error)];
  }
}

type Demo = NonNullable<MachineTarget['demo']>;

async function aroundFindings(demo: Demo): Promise<Finding[]> {
  const checks = [programs, simulators, networkSwitch, cloud].map(async (check) => {
    try {
      return await check(demo);
    } catch (error) {
      return [wrong(checkNames.get(check) ?? 'demo', error)];
    }
  });
  return (await Promise.all(checks)).flat();
}

async function programs({ running, kept }: Demo): Promise<Finding[]> {
  const state = z.looseObject({
    name: z.string(),
    running: z.boolean(),
    restarts: z.number(),
    pid: z.number(),
  });
  const answer = await httpJson({ url: `${running.control}/demo`, token: kept.controlToken });
  const demo = readAnswer(z.object({ programs: z.array(state) }), answer, 'the programs of the demo');
  return demo.programs.map(({ name, pid, restarts, ...rest }) => {
    const found = rest.running ? `runs, pid ${pid}, started again ${restarts} times` : 'does not run';
    return rest.running
      ? right(`program ${name}`, found)
      : named(`program ${name}`, found, 'PROGRAM_NOT_READY');
  });
}

async function simulators({ running }: Demo): Promise<Finding[]> {
  const device = z.looseObject({ connected: z.boolean(), state: z.string().optional() });
  const shape = z.looseObject({ scanner: device, printer: device, board: device, coffee: device });
  const state = readAnswer(shape, await httpJson({ url: `${running.simulators}/state` }), 'the simulators');
  return (['scanner', 'printer', 'board', 'coffee'] as const).map((name) => {
    const { connected, state: script } = state[name];
    const played = script && script !== 'ok' ? `, set to ${script}` : '';
    const found = `${connected ? 'in use' : 'not in use by a machine'}${played}`;
    return connected && played === '' ? right(`simulated ${name}`, found) : hint(`simulated ${name}`, found);
  });
}

async function networkSwitch({ running }: Demo): Promise<Finding[]> {
  const answer = await httpJson({ url: `${running.network}/network` });
  const shape = z.looseObject({ state: z.string(), manner: z.string().optional() });
  const { state, manner } = readAnswer(shape, answer, 'the network switch');
  if (state === 'up') return [right('network switch', 'up')];
  return [{ ...hint('network switch', `down, ${manner}`), advice: 'kioskctl sim network up' }];
}

async function cloud({ running, kept }: Demo): Promise<Finding[]> {
  const url = `${running.cloud}/api/kiosks/${kept.kioskId}`;
  const shape = z.looseObject({
    presence: z.string(),
    journal: z.looseObject({ committedSeq: z.number() }),
    openAlarms: z.number(),
  });
  const token = kept.apiToken === undefined ? {} : { token: kept.apiToken };
  const kiosk = readAnswer(shape, await httpJson({ url, ...token }), 'the machine in the cloud');
  const found = `sees the machine ${kiosk.presence}, ${kiosk.journal.committedSeq} records, ${kiosk.openAlarms} open alarms`;
  return [kiosk.presence === 'online' ? right('cloud', found) : named('cloud', found, 'NETWORK_DOWN')];
}

const checkNames = new Map([
  [programs, 'demo'],
  [simulators, 'simulators'],
  [networkSwitch, 'network switch'],
  [cloud, 'cloud'],
]);

function right(check: string, found: string): Finding {
  return { check, ok: true, found };
}

/** Something that was set so on purpose at a simulator. */
function hint(check: string, found: string): Finding {
  return { check, ok: false, found, advice: 'Set at the simulators: kioskctl sim … ok brings it back.' };
}

function named(check: string, found: string, fault: FaultCode): Finding {
  return { check, ok: false, found, fault, advice: faultCatalogue[fault].technician };
}

function wrong(check: string, error: unknown): Finding {
  const fault = error instanceof Fault ? faultCodeOf(error) : 'INPUT_MALFORMED';
  return named(check, faultChain(error).slice(0, 300), fault);
}

function doctorText(desk: Desk, findings: readonly Finding[]): string {
  const paint = (ok: boolean) => {
    if (!desk.colour) return ok ? 'ok' : 'WRONG';
    return ok ? '\u001b[32mok\u001b[0m' : '\u001b[31mWRONG\u001b[0m';
  };
  const rows = findings.map(({ check, ok, found }) => [check, found, ok] as const);
  const aligned = table(rows.map(([check, found]) => [check, found])).split('\n');
  const lines = aligned.map(
    (line, i) => `${paint(rows[i]?.[2] ?? false).padEnd(desk.colour ? 14 : 5)}  ${line}`,
  );
  const bad = findings.filter((finding) => !finding.ok);
  if (bad.length === 0) return [...lines, '', 'Nothing is wrong.'].join('\n');
  const advice = bad.map(
    ({ check, fault, advice: what }) => `- ${check}: ${what ?? ''}${fault ? ` [${fault}]` : ''}`,
  );
  return [...lines, '', 'What to do:', ...advice].join('\n');
}
