import t from 'tap';
import { clientKeys } from '../../../../src/cloud/clients/client-keys.ts';
import { callWebhook, isPublicAddress } from '../../../../src/cloud/clients/webhook-call.ts';
import { faultCodeOf } from '../../../../src/domain/fault.ts';
import { WebhookEnd } from '../../../support/client-world.ts';

t.test('addresses of this computer and of private networks are not public', (t) => {
  const closed = ['127.0.0.1', '10.1.2.3', '192.168.0.9', '172.20.1.1', '169.254.169.254', '100.64.0.1'];
  for (const address of [...closed, '0.0.0.0', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', 'x']) {
    t.notOk(isPublicAddress(address), address);
  }
  for (const address of ['1.1.1.1', '203.208.1.1', '2606:4700::1111'])
    t.ok(isPublicAddress(address), address);
  t.end();
});

t.test('a webhook into a private network is refused when the connection is made', async (t) => {
  const end = await WebhookEnd.open(t);
  const { port } = new URL(end.url);
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const call = {
      url: `http://${host}:${port}/`,
      headers: {},
      body: '{}',
      timeoutMs: 2000,
      anywhere: false,
    };
    const code = await callWebhook(call).then(String, faultCodeOf);
    t.equal(code, 'ADDRESS_UNREACHABLE', host);
  }
  t.equal(end.calls.length, 0);
});

t.test('a link opens the order it was made for and no other', (t) => {
  const keys = clientKeys(Buffer.alloc(32, 1));
  const token = keys.orderToken('ord_1', 1_800_000_000_000);
  t.same(keys.orderOf(token), { orderId: 'ord_1', expiresAtMs: 1_800_000_000_000 });
  t.equal(keys.orderOf(token.replace('ord_1', 'ord_2')), undefined);
  t.equal(keys.orderOf(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`), undefined);
  t.equal(clientKeys(Buffer.alloc(32, 2)).orderOf(token), undefined);
  t.end();
});
