/** The Redis of `REDIS_URL`, or one started for a test, or none. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { createClient } from 'redis';
import type { Test } from 'tap';

export const redisSkipReason = 'REDIS_URL names no Redis, and redis-server is not installed';

export interface TestRedis {
  readonly url: string;
  /** Only of one started for the test. */
  stop?: () => Promise<void>;
  start?: () => Promise<void>;
}

export function hasRedis(): boolean {
  return process.env.REDIS_URL !== undefined || spawnSync('redis-server', ['--version']).status === 0;
}

export async function openRedis(t: Test, own = false): Promise<TestRedis> {
  if (process.env.REDIS_URL !== undefined && !own) return { url: process.env.REDIS_URL };
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ReturnType<typeof spawn> | undefined;
  const stop = async () => {
    const running = server;
    server = undefined;
    if (!running) return;
    running.kill('SIGKILL');
    await new Promise((resolve) => running.once('exit', resolve));
  };
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    const client = createClient({ url, socket: { reconnectStrategy: 20 } });
    client.on('error', () => undefined);
    await client.connect();
    client.destroy();
  };
  t.teardown(stop);
  await start();
  return { url, stop, start };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
