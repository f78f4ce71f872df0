import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parseCloudConfig } from '../../../src/cloud/cloud-config.ts';

const program = fileURLToPath(new URL('../../../src/start-cloud.ts', import.meta.url));
const secret = 'a secret of the broker';
/** Nobody listens there: the cloud must serve without its broker. */
const noBroker = 'mqtt://127.0.0.1:1';

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, [program, ...args], {
    env: { PATH: PATH ?? '', HOME: HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const piece of stream ?? []) text += piece.toString();
  return text;
}

t.test('the cloud as a program serves, goes on where it was, and ends cleanly', async (t) => {
  const data = t.testdir();
  const token = 'a-token-for-the-first-start';
  const run = async (use: (url: string) => Promise<void>) => {
    const child = start(['--data', data, '--port', '0', '--mqtt-url', noBroker], {
      MQTT_SECRET: secret,
      BOOTSTRAP_TOKEN: token,
    });
    const errors = readAll(child.stderr);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(async () => {
        throw new Error(await errors);
      }),
    ])) as [string];
    const ready = JSON.parse(line) as { ready: boolean; url: string };
    t.equal(ready.ready, true);
    await use(ready.url);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    t.equal(code, 0, await errors);
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await run(async (url) => {
    const health = (await (await fetch(`${url}/healthz`)).json()) as object;
    t.match(health, { ok: true, broker: 'offline' });
    const body = JSON.stringify({ id: 'shop', name: { zh: '店', en: 'Shop' } });
    const added = await fetch(`${url}/api/merchants`, { method: 'POST', headers, body });
    t.equal(added.status, 200);
  });
  await run(async (url) => {
    const merchants = (await (await fetch(`${url}/api/merchants`, { headers })).json()) as object;
    t.match(merchants, { items: [{ id: 'shop' }] });
  });
});

t.test('everything that is wrong with the configuration is said at once', async (t) => {
  const child = start(['--port', '99999', '--mqtt-url', 'http://x', '--mqtt-secret', 'short-secret']);
  const errors = await readAll(child.stderr);
  t.not(child.exitCode, 0);
  for (const key of ['port', 'mqttUrl', 'mqttSecret', 'CONFIG_INVALID']) t.match(errors, key);
  t.notMatch(errors, /short-secret/);
});

t.test('asked for help it tells every flag and starts nothing', async (t) => {
  const child = start(['--help']);
  const said = await readAll(child.stdout);
  t.match(said, /--database-url +DATABASE_URL/);
  t.match(said, /--phone-messages-secret +PHONE_MESSAGES_SECRET/);
  t.match(said, /--show-phone-codes$/m);
});

t.test('a configuration', async (t) => {
  const flags = { data: '/data', mqttUrl: 'mqtt://broker', mqttSecret: secret };
  t.match(parseCloudConfig(flags, {}, false), { host: '127.0.0.1', port: 0, hurry: 1, logLevel: 'info' });
  const environment = {
    MQTT_URL: 'mqtt://elsewhere',
    DATABASE_URL: 'postgres://db/x',
    PUBLIC_URL: 'https://k.example/',
  };
  t.match(parseCloudConfig(flags, environment, false), {
    mqttUrl: 'mqtt://broker',
    databaseUrl: 'postgres://db/x',
    publicUrl: 'https://k.example',
  });
  const planted = { ...flags, plantedMistake: 'acknowledgeBeforeCommit' };
  t.throws(() => parseCloudConfig(planted, {}, false), { code: 'CONFIG_INVALID' });
  t.match(parseCloudConfig(planted, {}, true), { plantedMistake: 'acknowledgeBeforeCommit' });
  t.throws(() => parseCloudConfig({ mqttUrl: 'mqtt://b', mqttSecret: secret }, {}, false), {
    message: /data is needed/,
  });
  const gateway = { phoneMessagesUrl: 'https://sms.example.com/send', phoneMessagesSecret: secret };
  t.match(parseCloudConfig({ ...flags, ...gateway }, {}, false), gateway);
  for (const alone of [
    { phoneMessagesUrl: gateway.phoneMessagesUrl },
    { ...gateway, showPhoneCodes: 'on' },
  ]) {
    t.throws(() => parseCloudConfig({ ...flags, ...alone }, {}, false), { code: 'CONFIG_INVALID' });
  }
  for (const passkeyOrigin of ['https://gifts.example.com', 'http://localhost:8080']) {
    t.match(parseCloudConfig({ ...flags, passkeyOrigin }, {}, false), { passkeyOrigin });
  }
  for (const passkeyOrigin of ['http://gifts.example.com', 'https://192.0.2.1', 'http://[::1]:80', 'gifts']) {
    t.throws(() => parseCloudConfig({ ...flags, passkeyOrigin }, {}, false), { code: 'CONFIG_INVALID' });
  }
  const trustedProxies = '10.0.0.0/8, 2001:db8::1';
  t.match(parseCloudConfig({ ...flags, trustedProxies }, {}, false), {
    trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
  });
  for (const odd of ['everybody', '10.0.0.0/33', '10.0.0.0/8/8', '']) {
    t.throws(() => parseCloudConfig({ ...flags, trustedProxies: odd }, {}, false), {
      code: 'CONFIG_INVALID',
    });
  }
  t.ok(Object.isFrozen(parseCloudConfig(flags, {}, false)));
});
