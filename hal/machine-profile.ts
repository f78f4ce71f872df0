/**
 * The one description of a machine's devices: what is there, at which address, how it is set up. Checked
 * as a whole before anything is opened; every problem is told at once, by its path. Defaults suit the
 * devices as delivered, so a profile names little more than addresses.
 */
import { z } from 'zod';
import { Fault } from '../src/domain/fault.ts';
import { isLineName } from './gpio/board-codec.ts';
import { kioProfile, lineProblems, linuxGpioProfile } from './gpio/gpio-profile.ts';
import { escposProfile } from './printer/printer-profile.ts';
import { address, answerWithinMs, baudRate, deviceId, heartbeatMs, minor, ms } from './profile-fields.ts';
import {
  hidPosScannerProfile,
  serialScannerProfile,
  wedgeScannerProfile,
} from './scanner/scanner-profile.ts';
import { cameraProfiles, fingerprintProfile, speakerProfile } from './senses-profile.ts';

/** Names of slots, doors and recipes, as they stand behind `motor.` and `door.` on the board. */
const partNames = (max: number, sentence: string) =>
  z
    .array(z.string().regex(/^[A-Za-z0-9][\w-]{0,15}$/, 'must be 1–16 of letters, digits, _ and -'))
    .max(max)
    .describe(sentence);

const shelf = z.strictObject({
  id: deviceId('shelf'),
  driver: z.literal('shelf'),
  slots: partNames(120, 'The slots whose spirals the board drives as motor.<slot>.').min(1),
  pulseMs: ms(50, 10_000, 800, 'How long a spiral is driven for one article.'),
  dropWithinMs: ms(200, 30_000, 4_000, 'After this long nothing falls any more.'),
  emptySensors: z
    .boolean()
    .default(false)
    .describe('Whether each slot has a sensor empty.<slot> that is on while it holds nothing.'),
});

const doors = z.strictObject({
  id: deviceId('doors'),
  driver: z.literal('door'),
  doors: partNames(64, 'The doors whose locks the board releases as door.<name>.').min(1),
  releaseMs: ms(500, 60_000, 15_000, 'How long a lock stays released for the shopper.'),
});

const coffee = z.strictObject({
  id: deviceId('coffee'),
  driver: z.literal('kcm'),
  address,
  baudRate: baudRate(115_200),
  answerWithinMs,
  heartbeatMs,
  recipes: partNames(100, 'The recipes set up on the machine; none means that it decides alone.').default([]),
  makeWithinMs: ms(5_000, 600_000, 120_000, 'How long one drink may take.'),
});

const mdb = z.strictObject({
  id: deviceId('vending'),
  driver: z.literal('mdb'),
  address,
  baudRate: baudRate(115_200),
  answerWithinMs,
  heartbeatMs,
  decimals: z
    .int()
    .min(0)
    .max(4)
    .default(2)
    .describe('Digits after the point in the amounts of the vending controller.'),
  creditMinor: minor(
    0,
    0,
    'The credit shown before a selection, for controllers that want one first; 0 where the selection comes first.',
  ),
  vendWithinMs: ms(
    2_000,
    300_000,
    90_000,
    'How long the vending controller may take from the approval to its word about it.',
  ),
});

const cash = z.strictObject({
  id: deviceId('coins'),
  driver: z.literal('pulse'),
  coinMinor: minor(1, 100, 'What one pulse of the coin acceptor is worth.'),
  payoutCoinMinor: minor(0, 100, 'What one coin of the hopper is worth; 0 without a hopper.'),
  trainGapMs: ms(0, 1_000, 0, 'The silence that ends a coin of several pulses; 0 counts pulse by pulse.'),
});

/** The profile's schema; `driver` chooses among the drivers of one kind. */
export const machineProfileSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    scanners: z
      .array(
        z.discriminatedUnion('driver', [serialScannerProfile, hidPosScannerProfile, wedgeScannerProfile]),
      )
      .max(8)
      .default([]),
    printer: z.discriminatedUnion('driver', [escposProfile]).optional(),
    gpio: z.discriminatedUnion('driver', [kioProfile, linuxGpioProfile]).optional(),
    dispensers: z
      .array(z.discriminatedUnion('driver', [shelf, doors, coffee, mdb]))
      .max(8)
      .default([]),
    cash: z.discriminatedUnion('driver', [cash]).optional(),
    camera: z.discriminatedUnion('driver', cameraProfiles).optional(),
    cameraLamp: z
      .string()
      .refine(isLineName, { error: 'must be the name of a line, such as lamp.camera' })
      .optional()
      .describe(
        'The output of the board that burns while the camera is on; without one only the screen says so.',
      ),
    fingerprint: z.discriminatedUnion('driver', [fingerprintProfile]).optional(),
    speaker: z.discriminatedUnion('driver', [speakerProfile]).optional(),
  })
  .superRefine((profile, problems) => {
    const ids = new Set<string>();
    for (const { path, id } of idsOf(profile)) {
      if (ids.has(id)) problems.addIssue({ code: 'custom', path, message: `the id ${id} is taken` });
      ids.add(id);
    }
    const onBoard = profile.dispensers.findIndex((d) => d.driver === 'shelf' || d.driver === 'door');
    if (!profile.gpio && (onBoard >= 0 || profile.cash)) {
      const path = onBoard >= 0 ? ['dispensers', onBoard] : ['cash'];
      problems.addIssue({ code: 'custom', path, message: 'needs the I/O board: the profile has no gpio' });
    }
    if (profile.cameraLamp !== undefined && !profile.gpio) {
      problems.addIssue({
        code: 'custom',
        path: ['cameraLamp'],
        message: 'needs the I/O board: the profile has no gpio',
      });
    }
    if (profile.gpio?.driver !== 'linux') return;
    for (const message of lineProblems(profile.gpio, profile)) {
      problems.addIssue({ code: 'custom', path: ['gpio'], message });
    }
  });

export type MachineProfile = z.infer<typeof machineProfileSchema>;

interface WithIds {
  readonly scanners: readonly { id: string }[];
  readonly dispensers: readonly { id: string }[];
  readonly printer?: { id: string } | undefined;
  readonly gpio?: { id: string } | undefined;
  readonly cash?: { id: string } | undefined;
  readonly camera?: { id: string } | undefined;
  readonly fingerprint?: { id: string } | undefined;
  readonly speaker?: { id: string } | undefined;
}

function idsOf(profile: WithIds): { path: (string | number)[]; id: string }[] {
  const found = [
    ...profile.scanners.map((device, i) => ({ path: ['scanners', i, 'id'], id: device.id })),
    ...profile.dispensers.map((device, i) => ({ path: ['dispensers', i, 'id'], id: device.id })),
  ];
  for (const kind of ['printer', 'gpio', 'cash', 'camera', 'fingerprint', 'speaker'] as const) {
    const device = profile[kind];
    if (device) found.push({ path: [kind, 'id'], id: device.id });
  }
  return found;
}

/** The profile with its defaults; throws `PROFILE_INVALID` that lists every problem by its path. */
export function readMachineProfile(value: unknown): MachineProfile {
  const read = machineProfileSchema.safeParse(value);
  if (read.success) return Object.freeze(read.data);
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'profile'}: ${message}`);
  throw new Fault('PROFILE_INVALID', `read the machine profile: ${problems.join('; ')}`, {
    facts: { problems: problems.length },
  });
}
