/**
 * `demo.json` in the demo's data folder: what a demo keeps from one start to the next, and where its parts
 * are while it runs. It holds secrets and is readable by its owner only.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { storedValueCode } from '../domain/payment-code.ts';

const port = z.number().int().min(1).max(65_535);
const secret = z.string().min(16).max(200);

/** The programs and servers that have a port of their own. */
export const portNames = [
  'kiosk',
  'cloud',
  'mqtt',
  'simulators',
  'scanner',
  'printer',
  'board',
  'coffee',
  'vending',
  'fingerprint',
  'network',
  'networkControl',
  'platform',
  'wechat',
  'acquirer',
  'parking',
  'control',
] as const;
export type PortName = (typeof portNames)[number];

export const keptSchema = z.object({
  ports: z.partialRecord(z.enum(portNames), port),
  mqttSecret: secret,
  bootstrapToken: secret,
  technicianToken: secret,
  controlToken: secret,
  merchantId: z.string(),
  kioskId: z.string(),
  console: z.object({ login: z.string(), password: secret }),
  /** The demo's stored-value card; data that an older demo began has none. */
  cardCode: z.string().regex(storedValueCode).optional(),
  /** There once the cloud was filled. */
  apiToken: z.string().optional(),
});
export type Kept = z.infer<typeof keptSchema>;

export const runningSchema = z.object({
  pid: z.number().int(),
  kiosk: z.url(),
  second: z.url(),
  simulators: z.url(),
  cloud: z.url(),
  console: z.url(),
  mqtt: z.string(),
  /** The control servers of the network proxy, the doubles of Alipay and WeChat Pay, and the demo itself. */
  network: z.url(),
  platform: z.url(),
  /** A demo of an older version has none. */
  wechat: z.url().optional(),
  /** The acquirer of UnionPay codes; a demo of an older version has none. */
  acquirer: z.url().optional(),
  /** The car park's stand-in; a demo of an older version has none. */
  parking: z.url().optional(),
  control: z.url(),
  programs: z.array(
    z.object({ name: z.string(), pid: z.number().int(), running: z.boolean(), restarts: z.number().int() }),
  ),
});
export type Running = z.infer<typeof runningSchema>;

export const demoFileSchema = z.object({
  version: z.literal(1),
  kept: keptSchema,
  /** `null` when the demo ended in order. */
  running: runningSchema.nullable(),
});
export type DemoFile = z.infer<typeof demoFileSchema>;

/** The name of the file in the data folder. */
export const demoFileName = 'demo.json';

/** Reads the file's text; throws `CONFIG_INVALID`. */
export function parseDemoFile(text: string): DemoFile {
  try {
    return demoFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `read ${demoFileName}`, { cause });
  }
}
