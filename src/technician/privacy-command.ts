/** `kioskctl privacy report`: what the machine keeps of people, by kind and count. It names nobody. */
import { z } from 'zod';
import { challengeLimits } from '../domain/identity-challenge.ts';
import { askMachine, type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

const reportSchema = z.looseObject({
  policy: z.looseObject({
    recognise: z.boolean(),
    expression: z.boolean(),
    askAge: z.boolean(),
    keptDays: z.number(),
    payUpToMinor: z.number().optional(),
  }),
  faces: z.looseObject({
    kept: z.number(),
    paying: z.number(),
    fault: z.string().nullable(),
    nextExpiryAtMs: z.number().nullable(),
    lastExpiryAtMs: z.number().nullable(),
    consentTextVersions: z.array(z.number()),
    forgotten: z.record(z.string(), z.number()),
  }),
  consents: z.array(
    z.looseObject({
      purpose: z.string(),
      textVersion: z.number(),
      textHash: z.string(),
      given: z.number(),
      withdrawn: z.number(),
      lastAtMs: z.number(),
    }),
  ),
  camera: z.looseObject({
    isOn: z.boolean(),
    uses: z.array(z.looseObject({ purpose: z.string(), times: z.number(), ranMs: z.number() })),
  }),
  matching: z.looseObject({ faces: z.string(), distanceMax: z.number(), statedFmr: z.number() }),
});
type Report = z.infer<typeof reportSchema>;

/** Prints the report; `somethingWrong` where the store of faces cannot be read. */
export async function privacyReportCommand(desk: Desk): Promise<void> {
  const report = readAnswer(reportSchema, await askMachine(desk, 'privacy'), 'what is kept of people');
  show(desk, report, () => reportText(report));
  if (report.faces.fault) desk.exit(exitCodes.somethingWrong);
}

function reportText({ policy, faces, consents, camera, matching }: Report): string {
  const allowed = (yes: boolean) => (yes ? 'allowed' : 'off');
  const facts = [
    ['recognising', `${allowed(policy.recognise)}, faces unused for ${policy.keptDays} days are deleted`],
    ['reaction', policy.expression ? 'with consent' : 'response time and answer only'],
    [
      'paying by face',
      policy.recognise && policy.payUpToMinor !== undefined
        ? `with consent, up to ${policy.payUpToMinor} (minor unit)`
        : 'off',
    ],
    ['age', policy.askAge ? 'asked first; under 14 no camera' : 'stated with the consent'],
    [
      'templates',
      faces.fault
        ? `unreadable: ${faces.fault}`
        : `${faces.kept}, encrypted, on this machine only; ${faces.paying} of them for paying`,
    ],
    ...(faces.kept > 0
      ? [
          ['consents to them', `text versions ${faces.consentTextVersions.join(', ')}`],
          ['they expire', `${day(faces.nextExpiryAtMs)} to ${day(faces.lastExpiryAtMs)}, unless used`],
        ]
      : []),
    ['forgotten', counts(faces.forgotten)],
    ['camera', camera.isOn ? 'ON now' : 'off now'],
    [
      'matching',
      `${matching.faces} faces, distance below ${matching.distanceMax}, FMR ${matching.statedFmr}`,
    ],
    ['movement check', challengeLimits.en],
  ];
  const given = consents.map((one) => [
    one.purpose,
    `text ${one.textVersion}`,
    one.textHash.slice(0, 12),
    `${one.given} given`,
    `${one.withdrawn} withdrawn`,
    `last ${new Date(one.lastAtMs).toISOString()}`,
  ]);
  const uses = camera.uses.map(({ purpose, times, ranMs }) => [
    purpose,
    `${times} times`,
    `${(ranMs / 1000).toFixed(1)} s on`,
  ]);
  const parts = [table(facts), 'Consents:', given.length > 0 ? table(given) : 'none'];
  return [...parts, 'Camera used for people:', uses.length > 0 ? table(uses) : 'never'].join('\n');
}

function day(atMs: number | null): string {
  return atMs === null ? '-' : new Date(atMs).toISOString().slice(0, 10);
}

function counts(by: Readonly<Record<string, number>>): string {
  const all = Object.entries(by).map(([reason, count]) => `${count} ${reason}`);
  return all.length > 0 ? all.join(', ') : 'nobody';
}
