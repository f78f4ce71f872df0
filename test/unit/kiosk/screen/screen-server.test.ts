import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { startScreenServer } from '../../../../src/kiosk/screen/screen-server.ts';
import type { Tap, View } from '../../../../src/kiosk/screen/view.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { workFolder } from '../../../support/work-folder.ts';

const token = 'the token of a technician';

async function serverWith(t: Test, webFolder: string) {
  const taps: Tap[] = [];
  const listeners: (() => void)[] = [];
  let revision = 0;
  let serverTimeMs = 0;
  let kioskId = 'a';
  const server = await startScreenServer({
    ...{ port: 0, webFolder, technicianToken: token, log: silentLog },
    view: () => ({ revision, serverTimeMs, kioskId }) as View,
    onViewChanged: (listener) => listeners.push(listener),
    tap: (tap) => taps.push(tap),
    technician: async (question) => (question === 'status' ? { fine: true } : undefined),
  });
  t.teardown(() => server.stop());
  /** What the view shows is `next` now, `afterMs` later. */
  const change = (next: string, afterMs = 0) => {
    revision += 1;
    serverTimeMs += afterMs;
    kioskId = next;
    for (const listener of listeners) listener();
  };
  return { url: server.url, taps, change };
}

function builtScreen(t: Test): string {
  const folder = workFolder(t);
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(web, 'index.html'), '<title>屏幕</title>');
  writeFileSync(join(web, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(web, 'notes.txt'), 'notes');
  return web;
}

/** The status of a path exactly as given, which `fetch` would tidy up. */
function rawStatus(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asked = request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

t.test('the page, the second screen and the assets are served, and nothing else of the disk', async (t) => {
  const { url } = await serverWith(t, builtScreen(t));
  for (const path of ['/', '/second']) {
    const page = await fetch(url + path);
    t.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    t.equal(page.headers.get('cache-control'), 'no-cache');
    t.equal(await page.text(), '<title>屏幕</title>');
  }
  const script = await fetch(`${url}/assets/index-1a2b.js`);
  t.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  t.match(script.headers.get('cache-control'), 'immutable');
  t.equal(await script.text(), 'export {};');
  for (const path of [
    ...['/secret.html', '/../secret.html', '/%2e%2e/secret.html', '/assets/..%2f..%2fsecret.html'],
    ...['/assets/', '/assets', '/notes.txt', '/index-1a2b.js', '/assets/index-1a2b.js%00'],
  ]) {
    t.not(await rawStatus(url, path), 200, path);
  }
  const picture = await fetch(`${url}/pictures/cola.svg`);
  t.equal(picture.headers.get('content-type'), 'image/svg+xml');
  await picture.text();
});

t.test('a machine whose screen is not built still answers', async (t) => {
  const { url } = await serverWith(t, join(workFolder(t), 'nothing'));
  t.equal((await fetch(`${url}/`)).status, 404);
  t.equal((await fetch(`${url}/technician/status`)).status, 401);
});

t.test('a tap is taken from the own page only, and must be one', async (t) => {
  const { url, taps } = await serverWith(t, builtScreen(t));
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/tap`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const cancel = JSON.stringify({ tap: 'cancel' });
  t.equal((await send(cancel)).status, 204);
  t.equal((await send(cancel, { origin: url })).status, 204);
  t.same(taps, [{ tap: 'cancel' }, { tap: 'cancel' }]);
  t.equal((await send(cancel, { origin: 'http://elsewhere.example' })).status, 401);
  t.equal((await send('{"tap":"everything"}')).status, 400);
  t.equal((await send('no JSON')).status, 400);
  t.equal((await send(`"${'x'.repeat(20_000)}"`)).status, 413);
  t.equal(taps.length, 2);
});

t.test('a technician is answered under the token', async (t) => {
  const { url } = await serverWith(t, builtScreen(t));
  const ask = (question: string, bearer: string) =>
    fetch(`${url}/technician/${question}`, { headers: { authorization: `Bearer ${bearer}` } });
  t.same(await (await ask('status', token)).json(), { fine: true });
  t.equal((await ask('nothing', token)).status, 404);
  t.equal((await ask('status', 'wrong')).status, 401);
});

t.test('every change of the view reaches an open screen, the last one first', async (t) => {
  const { url, change } = await serverWith(t, builtScreen(t));
  const live = await fetch(`${url}/live`);
  const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse(String((await reader?.read())?.value).slice('data: '.length)) as View;
  t.match(await next(), { revision: 0, kioskId: 'a' });
  change('b');
  change('c');
  t.match(await next(), { revision: 2, kioskId: 'c' }, 'changes of one turn go together');
  change('c', 10);
  await new Promise((resolve) => setImmediate(resolve));
  change('a');
  t.match(await next(), { revision: 4, kioskId: 'a' }, 'a view that shows nothing new is not sent');
  change('a', 3_600_000);
  t.match(await next(), { revision: 5, kioskId: 'a' }, 'unless the clock went on: the screen follows it');
  await reader?.cancel();
});
