/** The technician’s command line against a running demo, as the README shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { DemoProcess, type DemoReady, kioskctl, kioskctlText, until } from '../support/running-demo.ts';
import { workFolder } from '../support/work-folder.ts';

t.setTimeout(240_000);
const data = workFolder(t);
const demo = new DemoProcess(data);
let ready: DemoReady;

t.before(async () => {
  ready = await demo.ready();
});
t.teardown(() => demo.stop());

const sim = (...args: string[]) => kioskctl(data, 'sim', ...args);

/** The order as the cloud's API tells it, once the cloud has caught up with the machine. */
async function orderInCloud(orderId: string) {
  await caughtUp();
  const response = await fetch(`${ready.cloud}/api/orders/${orderId}`, {
    headers: { authorization: `Bearer ${ready.token}` },
  });
  return response.json();
}

function caughtUp() {
  return until(
    async () => (await kioskctl(data, 'status')).json.journal,
    ({ lastSeq, acknowledgedSeq }) => lastSeq === acknowledgedSeq,
  );
}

t.test('three goods are paid by phone; machine, receipt and cloud agree', async (t) => {
  for (const code of ['cola', 'cola', 'cola', 'apples-1250g', 'milk-gs1']) {
    t.match(await sim('scan', code), { code: 0, json: { accepted: true } }, code);
  }
  t.match(await sim('wallet', 'wechat'), { code: 0, json: { platform: 'wechat', code: /^1[0-5]\d{16}$/ } });
  const paid = await sim('pay', 'alipay');
  t.match(paid, { code: 0, json: { ending: 'sold' } });
  const pages = paid.json.steps.map(({ page }: { page: string }) => page);
  for (const page of ['list', 'tenderChoice', 'presentCode', 'done']) t.ok(pages.includes(page), page);

  const order = await orderInCloud(paid.json.orderId);
  // 3 for 2 cola, 1.250 kg at 13.80, milk.
  t.match(order, { state: 'deliveryAndPaymentSuccess', total: 600 + 1725 + 450 });
  t.match(order.payments, [{ tender: 'code', state: 'paid', amountMinor: 2775 }]);
  t.match(order.lines[2], { productId: 'milk', lot: 'L2401A' });
  const [own] = (await kioskctl(data, 'orders', '--limit', '1')).json;
  t.equal(own.orderId, paid.json.orderId);
  t.same(own.lines, order.lines);

  const png = join(workFolder(t), 'receipt.png');
  const receipt = await kioskctl(data, 'receipt', 'last', '--png', png);
  t.match(receipt.json, { orderId: paid.json.orderId, receiptLine: '27.75' });
  t.same([...readFileSync(png).subarray(1, 4)], [...Buffer.from('PNG')]);
  const records = (await kioskctl(data, 'journal', 'tail', '-n', '30')).json;
  const kinds = records.map((record: { body: { kind: string } }) => record.body.kind);
  t.ok(kinds.indexOf('chargeIntended') < kinds.indexOf('chargeSettled'));
});

t.test('a latte is made as it was chosen', async (t) => {
  const chosen = await sim('choose', 'latte', '--option', 'size=large', '--option', 'sugar=1');
  t.match(chosen.json.line, {
    unitPriceMinor: 2100,
    delivery: { recipe: 'latte', options: { size: 3, strength: 2, milk: 2, sugar: 1 } },
  });
  t.match(await sim('pay', 'alipay', '--outcome', 'slow'), { code: 0, json: { ending: 'sold' } });
  t.match(await sim('choose', 'latte', '--option', 'size=9'), {
    code: 5,
    json: { notice: 'OPTION_INVALID' },
  });
  t.equal((await sim('choose', 'latte', '--option', 'foam=1')).code, 2);
  t.equal((await sim('choose', 'tea-for-two')).code, 2);
});

t.test('goods that must not be sold are refused with the reason', async (t) => {
  for (const [code, notice] of [
    ['yogurt-expired', 'ITEM_EXPIRED'],
    ['sandwich-old', 'ITEM_EXPIRED'],
    ['misread', 'CODE_CHECK_DIGIT'],
    ['unknown', 'CODE_UNKNOWN'],
  ] as const) {
    t.match(await sim('scan', code), { code: 5, json: { accepted: false, notice } }, code);
  }
});

t.test('every end of a payment is told', async (t) => {
  await sim('scan', 'green-tea');
  const declined = { code: 5, json: { ending: 'declined', reason: 'PAY_DECLINED' } };
  t.match(await sim('pay', 'alipay', '--outcome', 'declined'), declined);
  const never = { code: 5, json: { ending: 'declined', reason: 'PAY_TIMED_OUT' } };
  t.match(await sim('pay', 'alipay', '--outcome', 'never'), never);
  const paid = await sim('pay', 'alipay', '--outcome', 'unknown');
  t.match(paid, { code: 0, json: { ending: 'sold' } });
  const order = await orderInCloud(paid.json.orderId);
  const states = order.payments.map(({ state }: { state: string }) => state);
  t.equal(states.filter((state: string) => state === 'paid').length, 1, 'it was paid once');
  t.match(await sim('pay', 'alipay'), { code: 5, json: { ending: 'nothingToPay' } });
});

t.test('what does not come out is refunded by itself', async (t) => {
  t.equal((await sim('dispenser', 'jam')).code, 0);
  await sim('choose', 'A1');
  const refunded = await sim('pay', 'alipay');
  t.match(refunded, { code: 5, json: { ending: 'refunded', reason: 'DISPENSER_JAM' } });
  t.equal((await sim('dispenser', 'ok')).code, 0);
  const order = await orderInCloud(refunded.json.orderId);
  t.match(order, { state: 'deliveryFailRefundSuccess', refunds: [{ state: 'refunded', amountMinor: 750 }] });
});

t.test('without a network cash works, phones do not, and the cloud hears of it afterwards', async (t) => {
  await sim('network', 'down');
  await until(
    async () => (await kioskctl(data, 'status')).json.online,
    (online) => !online,
  );
  await sim('scan', 'soy-milk');
  t.match(await sim('pay', 'alipay'), { code: 5, json: { ending: 'unavailable', reason: 'PAY_OFFLINE' } });
  t.match(await sim('cash', '2'), { code: 5, json: { ending: 'moreCashNeeded' } });
  const sold = await sim('cash', '1.50');
  t.match(sold, { code: 0, json: { ending: 'sold' } });
  const doctor = await kioskctl(data, 'doctor');
  const wrong = doctor.json.filter(({ ok }: { ok: boolean }) => !ok);
  t.equal(doctor.code, 4);
  t.ok(wrong.some(({ check, advice }: { check: string; advice: string }) => check === 'network' && advice));
  await sim('network', 'up');
  t.match(await orderInCloud(sold.json.orderId), {
    state: 'deliveryAndPaymentSuccess',
    payments: [{ tender: 'cash', amountMinor: 350 }],
  });
});

t.test('a printer without paper holds up no sale, and prints when it has paper', async (t) => {
  await sim('printer', 'paper-out');
  await sim('scan', 'tissues');
  const sold = await sim('pay', 'alipay');
  t.match(sold, { code: 0, json: { ending: 'sold' } });
  t.match(sold.json.steps.at(-1).says, 'receipt waiting');
  await sim('printer', 'ok');
  const receipt = await until(
    async () => (await kioskctl(data, 'orders', '--limit', '1')).json[0].receipt,
    ({ printed }) => printed,
  );
  t.match(receipt, { printed: true }, 'the receipt was printed later');
});

t.test('the vending machine’s own keypad sells too', async (t) => {
  t.match(await sim('keypad', '31'), {
    code: 0,
    json: { result: 'asked', page: 'tenderChoice', lines: [{ dueMinor: 400 }] },
  });
  t.match(await sim('keypad', '31'), { code: 5, json: { result: 'busy' } });
  t.match(await sim('keypad', 'cancel'), { code: 0, json: { result: 'cancelled' } });
  t.match(await sim('keypad', '99'), { code: 5, json: { result: 'unknownItem' } });
  const sold = await until(
    () => sim('keypad', '33', '--coins'),
    ({ json }) => json.result !== 'busy',
  );
  t.match(sold, { code: 0, json: { result: 'sold' } });
  await until(
    async () => (await kioskctl(data, 'journal', 'tail', '-n', '20')).json,
    (records) => records.some(({ body }: { body: { kind: string } }) => body.kind === 'cashSaleReported'),
  );
  t.match(await sim('keypad', 'any'), { code: 2 });
});

t.test('a power cut loses nothing of the list', async (t) => {
  await sim('scan', 'milk');
  t.match(await sim('power-cut'), { code: 0, json: { page: 'list' } });
  t.match(await sim('pay', 'alipay'), { code: 0, json: { ending: 'sold' } });
});

t.test('status and doctor find nothing wrong, in words that a person can read', async (t) => {
  await caughtUp();
  const doctor = await kioskctl(data, 'doctor');
  const wrong = doctor.json.filter(({ ok }: { ok: boolean }) => !ok);
  t.same([doctor.code, wrong], [0, []]);
  t.match((await kioskctlText(data, 'status')).text, /service +sells/);
  t.match((await kioskctlText(data, 'doctor')).text, 'Nothing is wrong.');
  t.match((await kioskctlText(data, 'sim', 'codes')).text, /apples-1250g +22\d{11}/);
  t.notMatch((await kioskctlText(data, 'doctor')).text, '\u001b', 'no colours where nobody looks');
});

t.test('a wrong command line and a machine that is away have exit codes of their own', async (t) => {
  t.equal((await kioskctlText(data, 'sim', 'pay', 'shells')).code, 2);
  t.equal((await kioskctlText(data, 'orders', '--limit', 'many')).code, 2);
  const away = await kioskctl(workFolder(t), 'status');
  t.match(away, { code: 3, json: { error: { code: 'ADDRESS_UNREACHABLE' } } });
});
