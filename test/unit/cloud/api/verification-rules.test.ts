/** Verification rules over the API: edited, refused where they are wrong, tried on the past, published, audited. */

import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { bundleSchema } from '../../../../src/domain/bundle.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';
import { platformLimits, ruleOf, singleLimit } from '../../../support/verification-rules.ts';

t.test('rules are edited, published under a rising version, and travel with the bundle', async (t) => {
  const cloud = await openCloud(t);
  const owner = await addShop(cloud, 'm1', 'k1');
  const other = await addShop(cloud, 'm2', 'k2');
  const ask = (path: string, body?: unknown, method?: string, token = owner) =>
    cloud.ask(path, { token, ...(body === undefined ? {} : { body }), ...(method ? { method } : {}) });
  const put = (rule: ReturnType<typeof ruleOf>, token = owner) =>
    ask(`/api/verification/rules/${rule.key}`, rule, 'PUT', token);

  const early = await put(singleLimit);
  t.equal(early.status, 400, 'it asks for a value that is not there yet');
  t.match(early.body.message, /singleLimit \(column 15\)/);
  t.equal((await ask('/api/verification/values', { values: [platformLimits] }, 'PUT')).status, 200);
  t.equal((await put(singleLimit)).status, 200);
  const atMachine = ruleOf('cashLimit', 'tender != "cash" || amountMinor <= 5000', { place: 'machine' });
  t.equal((await put(atMachine)).status, 200);
  t.equal((await put(ruleOf('regex', 'platform.matches("(a+)+")'))).status, 400);
  t.equal((await put({ ...atMachine, expression: 'cloud.orderPaid' })).status, 400, 'not known at a machine');
  t.equal((await ask('/api/verification/values', { values: [] }, 'PUT')).status, 400, 'a rule needs it');
  t.equal((await ask('/api/verification/rules/other', atMachine, 'PUT')).status, 400);

  const draft = (await ask('/api/verification')).body;
  t.match(draft, { rules: [{ key: 'cashLimit' }, { key: 'singleLimit' }], published: null });
  t.match((await ask('/api/verification/dry-run', {})).body, { payments: 0, refused: 0 });
  t.match((await ask('/api/verification', undefined, 'GET', other)).body, { rules: [] }, 'each its own');

  const published = (await ask('/api/verification/publish', {})).body;
  t.match(published, { version: 1, items: [{ kiosk: 'k1' }] });
  const row = await cloud.database.db
    .selectFrom('bundles')
    .select('packed')
    .where('machine_id', '=', 'k1')
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
  const bundle = bundleSchema.parse(JSON.parse(gunzipSync(Buffer.from(row.packed, 'base64')).toString()));
  t.match(bundle.verification, { version: 1, rules: [{ key: 'cashLimit' }], values: [] });
  t.equal(bundle.verification?.rules.length, 1, "the gateway's rules stay there");

  t.equal((await ask('/api/verification/rules/cashLimit', undefined, 'DELETE')).status, 200);
  t.equal((await ask('/api/verification/rules/cashLimit', undefined, 'DELETE')).status, 404);
  t.match((await ask('/api/verification')).body, { published: { base: { version: 1, rules: [{}, {}] } } });
  t.match((await ask('/api/verification/publish', {})).body, { version: 2 });

  const audit = (await ask('/api/audit')).body.items.map((entry: { action: string }) => entry.action);
  for (const action of [
    'changeVerificationRule',
    'changeVerificationValues',
    'removeVerificationRule',
    'publishVerification',
  ]) {
    t.ok(audit.includes(action), action);
  }

  const path = '/api/merchants/m1/tokens';
  const { token } = await cloud.admin('addToken', path, { name: 'looks', role: 'viewer' });
  t.equal((await ask('/api/verification', undefined, 'GET', token)).status, 200);
  t.equal((await put(atMachine, token)).status, 403);
  t.equal((await ask('/api/verification/publish', {}, 'POST', token)).status, 403);
});
