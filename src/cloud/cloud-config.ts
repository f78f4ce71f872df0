/**
 * The cloud's configuration, one schema: from the command line first, the environment second. Every
 * problem is reported at once; what comes out is frozen.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { passkeySiteOf } from './gifts/passkey-site.ts';

const secret = z.string().min(16).max(200);

export const cloudConfigSchema = z
  .object({
    /** Folder of the embedded database; not used with PostgreSQL. */
    data: z.string().min(1).max(1000).optional(),
    /** Interface to listen on; anything but the loopback belongs behind TLS. */
    host: z.string().min(1).max(100).default('127.0.0.1'),
    /** 0 takes a free one. */
    port: z.coerce.number().int().min(0).max(65_535).default(0),
    /** How people reach this cloud, for links on receipts; where it listens if not said. */
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .max(150)
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /**
     * Addresses or networks of the proxies in front that end TLS, separated by commas. Only with them is it known
     * who asks: limits by address would otherwise count everybody behind a proxy as one.
     */
    trustedProxies: z
      .string()
      .max(500)
      .transform((said) => said.split(',').map((one) => one.trim()))
      .refine((all) => all.every(isNetwork), { message: 'are addresses or networks such as 10.0.0.0/8' })
      .default([]),
    mqttUrl: z.url({ protocol: /^(mqtts?|wss?)$/ }).max(300),
    /** Secret under which the broker's passwords are made. */
    mqttSecret: secret,
    /** Opens the whole API, to set up the first merchant. */
    bootstrapToken: secret.regex(/^[\x21-\x7e]+$/).optional(),
    /** PostgreSQL; the embedded database if not said. */
    databaseUrl: z
      .url({ protocol: /^postgres(ql)?$/ })
      .max(500)
      .optional(),
    /** Redis Streams as the projection of the transaction log; the table itself if not said. */
    redisUrl: z
      .url({ protocol: /^rediss?$/ })
      .max(300)
      .optional(),
    /** JSON file of the merchants' accounts with payment platforms. */
    accounts: z.string().min(1).max(1000).optional(),
    /** JSON file of the merchants' accounts with car parks. */
    lots: z.string().min(1).max(1000).optional(),
    /** Secret under which payment contents and stored-value cards are hashed; made of the broker's if not said. */
    paymentSecret: secret.optional(),
    /** Divides the platforms' pauses and deadlines and the waits for a cloud that died, for demonstrations. */
    hurry: z.coerce.number().min(1).max(1000).default(1),
    /** `on` lets webhooks lead to this computer and private networks, for demonstrations. */
    privateWebhooks: z
      .enum(['on', 'off'])
      .default('off')
      .transform((said) => said === 'on'),
    /** `on` shows codes for phones on the page that asked, for demonstrations, and sends none. */
    showPhoneCodes: z
      .enum(['on', 'off'])
      .default('off')
      .transform((said) => said === 'on'),
    /** The gateway of text messages: told of each by a signed POST. */
    phoneMessagesUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    /** Signs what that gateway is told. */
    phoneMessagesSecret: secret.optional(),
    /**
     * Where people use passkeys, if not at the public address. Passkeys are bound to its host for ever: under
     * another name nobody's work any more.
     */
    passkeyOrigin: z
      .url({ protocol: /^https?$/ })
      .max(150)
      .refine((url) => passkeySiteOf(url) !== undefined, {
        message: 'is a name with https, or http://localhost',
      })
      .optional(),
    /** The mail server that forms are sent by, `smtps://user:password@host`; none are sent if not said. */
    smtpUrl: z
      .url({ protocol: /^smtps?$/ })
      .max(500)
      .optional(),
    /** The address that forms come from. */
    mailFrom: z.email().max(200).optional(),
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    /** A defect for the proofs to find; only with `KIOSKD_PROOF=1`. */
    plantedMistake: z.enum(['acknowledgeBeforeCommit']).optional(),
  })
  .refine((config) => config.data !== undefined || config.databaseUrl !== undefined, {
    message: 'is needed, or databaseUrl',
    path: ['data'],
  })
  .refine((config) => (config.smtpUrl === undefined) === (config.mailFrom === undefined), {
    message: 'goes with smtpUrl, and the other way round',
    path: ['mailFrom'],
  })
  .refine(
    (config) => (config.phoneMessagesUrl === undefined) === (config.phoneMessagesSecret === undefined),
    {
      message: 'goes with phoneMessagesUrl, and the other way round',
      path: ['phoneMessagesSecret'],
    },
  )
  .refine((config) => !config.showPhoneCodes || config.phoneMessagesUrl === undefined, {
    message: 'is for demonstrations, without phoneMessagesUrl',
    path: ['showPhoneCodes'],
  })
  .readonly();
export type CloudConfig = z.output<typeof cloudConfigSchema>;

/** What may stand in the environment instead of on the command line. */
export const environmentNames: Readonly<Partial<Record<keyof CloudConfig, string>>> = {
  publicUrl: 'PUBLIC_URL',
  trustedProxies: 'TRUSTED_PROXIES',
  passkeyOrigin: 'PASSKEY_ORIGIN',
  phoneMessagesUrl: 'PHONE_MESSAGES_URL',
  phoneMessagesSecret: 'PHONE_MESSAGES_SECRET',
  mqttUrl: 'MQTT_URL',
  mqttSecret: 'MQTT_SECRET',
  bootstrapToken: 'BOOTSTRAP_TOKEN',
  databaseUrl: 'DATABASE_URL',
  redisUrl: 'REDIS_URL',
  paymentSecret: 'PAYMENT_SECRET',
  smtpUrl: 'SMTP_URL',
  mailFrom: 'MAIL_FROM',
};

function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  const family = isIP(address);
  const bitsMax = family === 4 ? 32 : 128;
  return family !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax;
}

type Given = Readonly<Record<string, string | undefined>>;

/** Throws `CONFIG_INVALID` naming everything that is wrong; values of secrets are never repeated. */
export function parseCloudConfig(flags: Given, environment: Given, proofAllowed: boolean): CloudConfig {
  const given: Record<string, string> = {};
  for (const [key, name] of Object.entries(environmentNames)) {
    const value = environment[name as string];
    if (value !== undefined && value !== '') given[key] = value;
  }
  for (const [key, value] of Object.entries(flags)) if (value !== undefined) given[key] = value;
  const parsed = cloudConfigSchema.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.') || 'configuration'} ${issue.message}`,
  );
  if (given.plantedMistake !== undefined && !proofAllowed) problems.push('plantedMistake is only for proofs');
  if (!parsed.success || problems.length > 0) {
    throw new Fault('CONFIG_INVALID', `start the cloud: ${problems.join('; ')}`);
  }
  return parsed.data;
}
