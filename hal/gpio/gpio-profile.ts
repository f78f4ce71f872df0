/**
 * The I/O board in a machine profile: one that speaks KIO/1, or this computer's own lines, which are listed
 * there because nothing else knows what hangs on which.
 */
import { z } from 'zod';
import { address, answerWithinMs, baudRate, deviceId, heartbeatMs, ms } from '../profile-fields.ts';
import { isLineName } from './board-codec.ts';

export const kioProfile = z.strictObject({
  id: deviceId('board'),
  driver: z.literal('kio'),
  address,
  baudRate: baudRate(115_200),
  answerWithinMs,
  heartbeatMs,
});

const chip = z.string().regex(/^[\w.:-]{1,31}$/, 'must be the label or the name of a GPIO chip');

const line = {
  name: z
    .string()
    .refine(isLineName, { error: 'must be the name of a line, such as motor.A1' })
    .describe('What the line is for, such as motor.A1, drop, door.D1.open, coin.'),
  line: z
    .string()
    .min(1)
    .max(31)
    .optional()
    .describe('What the kernel calls it, such as GPIO17; the same as its name if it is left out.'),
  chip: chip.optional().describe('The chip it is on, where that is another one.'),
  activeLow: z.boolean().default(false).describe('Whether the line is on while its level is low.'),
  bias: z
    .enum(['asIs', 'pullUp', 'pullDown', 'disabled'])
    .default('asIs')
    .describe('The resistor that the chip shall switch to the line.'),
};

export const linuxGpioProfile = z.strictObject({
  id: deviceId('board'),
  driver: z.literal('linux'),
  chip: chip.describe('The label of the GPIO chip as gpiodetect shows it, such as pinctrl-bcm2711.'),
  outputs: z.array(z.strictObject(line)).max(256).default([]).describe('Relays, motors, locks, lamps.'),
  inputs: z
    .array(
      z.strictObject({
        ...line,
        debounceMs: ms(0, 1_000, 5, 'A level counts when it has stood this long; 0 counts every edge.'),
      }),
    )
    .max(256)
    .default([])
    .describe('Sensors, switches, coin pulses.'),
  answerWithinMs,
  heartbeatMs,
});

type LinuxGpioProfile = z.infer<typeof linuxGpioProfile>;

/** What hangs on the board, as far as the profile of the machine says it. */
interface OnBoard {
  readonly dispensers: readonly (
    | { readonly driver: 'shelf'; readonly slots: readonly string[]; readonly emptySensors: boolean }
    | { readonly driver: 'door'; readonly doors: readonly string[] }
    | { readonly driver: 'kcm' | 'mdb' }
  )[];
  readonly cash?: { readonly payoutCoinMinor: number } | undefined;
  readonly cameraLamp?: string | undefined;
}

/** Every line that is named twice, and every one that hangs on the board and is not listed. */
export function lineProblems(gpio: LinuxGpioProfile, machine: OnBoard): string[] {
  const outputs = gpio.outputs.map(({ name }) => name);
  const inputs = gpio.inputs.map(({ name }) => name);
  const names = [...outputs, ...inputs];
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  const needed = linesOf(machine);
  return [
    ...twice.map((name) => `the line ${name} is listed twice`),
    ...needed.outputs.filter((name) => !outputs.includes(name)).map((name) => `lacks the output ${name}`),
    ...needed.inputs.filter((name) => !inputs.includes(name)).map((name) => `lacks the input ${name}`),
  ];
}

function linesOf({ dispensers, cash, cameraLamp }: OnBoard): { outputs: string[]; inputs: string[] } {
  const outputs: string[] = [];
  const inputs = new Set<string>();
  for (const dispenser of dispensers) {
    if (dispenser.driver === 'shelf') {
      outputs.push(...dispenser.slots.map((slot) => `motor.${slot}`));
      inputs.add('drop');
      if (dispenser.emptySensors) for (const slot of dispenser.slots) inputs.add(`empty.${slot}`);
    } else if (dispenser.driver === 'door') {
      outputs.push(...dispenser.doors.map((door) => `door.${door}`));
      for (const door of dispenser.doors) inputs.add(`door.${door}.open`);
    }
  }
  if (cash) {
    outputs.push('coin.accept', ...(cash.payoutCoinMinor > 0 ? ['hopper'] : []));
    inputs.add('coin');
    if (cash.payoutCoinMinor > 0) inputs.add('payout');
  }
  if (cameraLamp !== undefined) outputs.push(cameraLamp);
  return { outputs, inputs: [...inputs] };
}
