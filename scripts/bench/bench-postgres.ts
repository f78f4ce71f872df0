/**
 * A PostgreSQL for the bench: the one of `DATABASE_URL`, or a new one from Debian's packages on a folder of
 * its own, as it comes: with fsync, one commit after the other.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const versions = '/usr/lib/postgresql';

export interface BenchPostgres {
  /** The address of a new, empty database, which is gone after `close`. */
  database(): Promise<string>;
  close(): Promise<void>;
}

function programsFolder(): string | undefined {
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions)
    .sort((a, b) => Number(a) - Number(b))
    .at(-1);
  return newest === undefined ? undefined : join(versions, newest, 'bin');
}

/** Why there is none here. */
export function noPostgres(): string | undefined {
  if (process.env.DATABASE_URL !== undefined || programsFolder() !== undefined) return undefined;
  return 'DATABASE_URL names no PostgreSQL and none is installed';
}

export async function openPostgres(): Promise<BenchPostgres> {
  const url = process.env.DATABASE_URL;
  if (url === undefined) return startPostgres(programsFolder() as string);
  const made: string[] = [];
  const database = async () => {
    const own = await newDatabase(url);
    made.push(own);
    return own;
  };
  return {
    database,
    close: () => asked(url, ...made.map((own) => `drop database ${nameIn(own)} with (force)`)),
  };
}

let databases = 0;
const nameIn = (url: string) => new URL(url).pathname.slice(1);

async function newDatabase(url: string): Promise<string> {
  databases += 1;
  const name = `bench_${process.pid}_${databases}`;
  await asked(url, `drop database if exists ${name}`, `create database ${name}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function asked(url: string, ...statements: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}

async function startPostgres(programs: string): Promise<BenchPostgres> {
  const work = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  chmodSync(work, 0o755);
  const data = join(work, 'data');
  mkdirSync(data, { mode: 0o700 });
  // The server refuses to run as root.
  const root = process.getuid?.() === 0;
  if (root) chownSync(data, Number(idOf('-u')), Number(idOf('-g')));
  const run = (program: string, ...args: string[]) => {
    const whole = [join(programs, program), ...args];
    const command = root ? ['runuser', '-u', 'postgres', '--', ...whole] : whole;
    execFileSync(command[0] as string, command.slice(1), { stdio: 'ignore', cwd: '/' });
  };
  const port = await freePort();
  run('initdb', '-D', data, '-U', 'kioskd', '--auth=trust', '-E', 'UTF8');
  const options = `-p ${port} -k ${data} -c listen_addresses=127.0.0.1`;
  run('pg_ctl', '-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start');
  return {
    database: () => newDatabase(`postgres://kioskd@127.0.0.1:${port}/postgres`),
    close: async () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(work, { recursive: true, force: true });
    },
  };
}

function idOf(flag: string): string {
  return execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim();
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
