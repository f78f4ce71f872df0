/**
 * The engines a journey runs on: the embedded defaults, and Mosquitto, PostgreSQL and Redis where the
 * environment names them (`DATABASE_URL`, `REDIS_URL`, and `MOSQUITTO`, the program's path). Every set that
 * is opened is fresh and its own: a database, a Redis database and a broker that nobody else uses.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startMosquitto } from './engines-mosquitto.ts';
import { takeRedisDatabase } from './engines-redis.ts';

/** A set of engines that is open. */
export interface OpenEngines {
  /** What the product is started with; a variable without a value is taken away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  close(): Promise<void>;
}

export interface Engines {
  readonly name: string;
  /** Why they cannot be used here; undefined if they can. */
  readonly absent: string | undefined;
  /** Opens a set for these machines, `merchant.machine`. */
  open(machines: readonly string[]): Promise<OpenEngines>;
}

/** What a product on the embedded engines is started with, whatever the environment names. */
export const nothingOutside = { DATABASE_URL: undefined, REDIS_URL: undefined, MQTT_URL: undefined };

const embedded: Engines = {
  name: 'the embedded engines',
  absent: undefined,
  open: async () => ({
    environment: nothingOutside,
    close: async () => undefined,
  }),
};

const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, MOSQUITTO: mosquitto } = process.env;
const named = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, MOSQUITTO: mosquitto };
const unnamed = Object.entries(named).flatMap(([name, value]) => (value ? [] : [name]));

const real: Engines = {
  name: 'Mosquitto, PostgreSQL and Redis',
  absent: unnamed.length > 0 ? `${unnamed.join(', ')} not set: no real engines here` : undefined,
  open: async (machines) => {
    const closers: (() => Promise<void>)[] = [];
    const close = async () => {
      for (const step of closers.splice(0).reverse()) await step();
    };
    try {
      const database = await createDatabase(databaseUrl as string);
      closers.push(database.close);
      const redis = await takeRedisDatabase(redisUrl as string);
      closers.push(redis.close);
      const broker = await startMosquitto(mosquitto as string, machines);
      closers.push(broker.close);
      const environment = {
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        MQTT_URL: broker.url,
        MQTT_SECRET: broker.secret,
      };
      return { environment, close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** Every set, one after the other; what is absent is to be skipped with its reason. */
export const allEngines: readonly Engines[] = [embedded, real];

/** The nearest to production of those that are here. */
export const bestEngines: Engines = real.absent === undefined ? real : embedded;

async function createDatabase(url: string): Promise<{ url: string; close: () => Promise<void> }> {
  const name = `journey_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    close: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
