/**
 * The configuration of one machine: one schema, each field with its unit, range and a sentence. It is read
 * once at start, all problems are reported together, and nobody changes it afterwards.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const kioskConfigSchema = z
  .object({
    merchantId: name.describe('The merchant this machine sells for'),
    machineId: name.describe('The machine, unique in the fleet'),
    mqttUrl: z.url().describe('The broker: mqtt://host:port or mqtts://host:port'),
    mqttUser: z.string().min(1).max(200).describe('User name at the broker, `merchant.machine`'),
    mqttPassword: z.string().min(1).max(400).describe('Password at the broker'),
    screenPort: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(8080)
      .describe('Loopback port of the screen, 0 = a free one'),
    technicianToken: z.string().min(16).max(200).describe('Bearer token of the technician endpoints'),
    logLevel: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('Lowest level that is logged'),
    profile: z.unknown().describe('The devices of the machine, see hal/machine-profile.ts'),
    drawnFaces: z
      .boolean()
      .default(false)
      .describe('Only for demos: the people before the camera are drawn, and told apart as drawings are'),
    plantedMistake: z
      .enum(['noFsync', 'actBeforeIntent', 'newChargeIdOnRetry'])
      .optional()
      .describe('Only for the proofs, refused unless the environment says KIOSKD_PROOF=1'),
  })
  .strict()
  .readonly();
export type KioskConfig = z.infer<typeof kioskConfigSchema>;

/** Reads a configuration; throws `CONFIG_INVALID` naming every problem. */
export function parseKioskConfig(text: string, allowMistakes: boolean): KioskConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'read the configuration as JSON', { cause });
  }
  const parsed = kioskConfigSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`,
    );
    throw new Fault('CONFIG_INVALID', `use the configuration (${problems.join('; ')})`);
  }
  if (parsed.data.plantedMistake && !allowMistakes) {
    throw new Fault('CONFIG_INVALID', 'use a planted mistake outside of a proof');
  }
  return parsed.data;
}
