/** What every fingerprint reader owes (`hal/fingerprint/fingerprint.ts`), over each way to the device. */
import t from 'tap';
import type { Fingerprint } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import { faultOf, type TestContext, testContext } from '../support/hal-context.ts';
import { type Simulators, startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(240_000);

interface SensorState {
  readonly light: string;
  readonly library: readonly (readonly [page: number, finger: number])[];
  readonly imagesTaken: number;
}

const quick = { touches: 3, pollEveryMs: 20, answerWithinMs: 400, heartbeatMs: 200 };
const longEnoughMs = 60_000;

function open(address: string, context: TestContext, more: object = {}): Fingerprint {
  const profile = { version: 1, fingerprint: { driver: 'r503', address, ...quick, ...more } };
  const { fingerprint } = openHal(profile, context);
  if (!fingerprint) throw new Error('the profile has no fingerprint reader');
  return fingerprint;
}

const sensor = async (simulators: Simulators) =>
  (await simulators.get<{ fingerprint: SensorState }>('/state')).fingerprint;
const place = (simulators: Simulators, finger: number | null) => simulators.post('/fingerprint', { finger });
const play = (simulators: Simulators, state: string) => simulators.post('/fingerprint', { state });

/** Touches the reader with each finger in turn, lifting it when the reader has seen it. */
async function touch(reader: Fingerprint, simulators: Simulators, fingers: readonly number[]): Promise<void> {
  for (const finger of fingers) {
    const placed = new Promise<void>((resolve) => once(reader, 'fingerPlaced', resolve));
    await place(simulators, finger);
    await placed;
    await lift(reader, simulators);
  }
}

/** Lifts the finger and waits until the reader has seen that. */
async function lift(reader: Fingerprint, simulators: Simulators): Promise<void> {
  const lifted = new Promise<void>((resolve) => once(reader, 'fingerLifted', resolve));
  await place(simulators, null);
  await lifted;
}

function once(reader: Fingerprint, event: 'fingerPlaced' | 'fingerLifted', then: () => void): void {
  const listener = () => {
    reader.off(event, listener);
    then();
  };
  reader.on(event, listener);
}

async function enrol(reader: Fingerprint, simulators: Simulators, page: number, finger: number) {
  const enrolled = reader.enrol(page, longEnoughMs);
  await touch(reader, simulators, [finger, finger, finger]);
  await enrolled;
}

for (const way of ways) {
  t.test(`a fingerprint reader ${way.name}`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const context = testContext();
    const reader = open(await way.address(t, simulators.fingerprint), context);
    t.teardown(() => reader.stop());
    t.match(reader.health(), { state: 'unavailable', fault: 'FINGERPRINT_OFFLINE' }, 'untouched at first');
    await reader.start();
    await until(() => reader.health().state === 'ready');
    t.beforeEach(async () => {
      await play(simulators, 'ok');
      await place(simulators, null);
      await until(() => reader.health().state === 'ready');
      context.warnings.length = 0;
    });

    t.test('keeps a finger after several touches, tells each, and knows it again', async (t) => {
      const touches: string[] = [];
      reader.on('touchTaken', (touch, of) => touches.push(`${touch}/${of}`));
      await enrol(reader, simulators, 7, 1);
      t.strictSame(touches, ['1/3', '2/3', '3/3']);
      t.equal(await reader.count(), 1);
      const identified = reader.identify(longEnoughMs);
      await touch(reader, simulators, [1]);
      const match = await identified;
      t.equal(match?.page, 7);
      t.ok((match?.score ?? 0) > 0);
    });

    t.test('knows no finger that it does not keep', async (t) => {
      const identified = reader.identify(longEnoughMs);
      await touch(reader, simulators, [2]);
      t.equal(await identified, undefined);
    });

    t.test('does not keep touches of two fingers as one', async (t) => {
      const enrolled = faultOf(reader.enrol(8, longEnoughMs));
      await touch(reader, simulators, [2, 3, 2]);
      t.equal(await enrolled, 'FINGERPRINT_MISMATCH');
      t.strictSame((await sensor(simulators)).library, [[7, 1]]);
    });

    t.test('puts a finger in place of another, and forgets a page or all', async (t) => {
      await enrol(reader, simulators, 7, 2);
      t.strictSame((await sensor(simulators)).library, [[7, 2]]);
      await enrol(reader, simulators, 9, 3);
      await reader.erase(7);
      await reader.erase(7);
      t.strictSame((await sensor(simulators)).library, [[9, 3]]);
      await reader.eraseAll();
      t.equal(await reader.count(), 0);
    });

    t.test('refuses a page that it does not have', async (t) => {
      t.equal(await faultOf(reader.enrol(100_000, longEnoughMs)), 'FINGERPRINT_REFUSED');
      t.equal(await faultOf(reader.erase(-1)), 'FINGERPRINT_REFUSED');
    });

    t.test('is dark and looks at nothing but while a finger is waited for', async (t) => {
      const before = await sensor(simulators);
      t.equal(before.light, 'off');
      await place(simulators, 1);
      await reader.count();
      t.equal((await sensor(simulators)).imagesTaken, before.imagesTaken);
      await place(simulators, null);
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor(simulators)).light === 'waiting');
      reader.cancel();
      t.equal(await identified, 'FINGERPRINT_NO_FINGER');
      t.equal((await sensor(simulators)).light, 'off');
      t.equal(await faultOf(reader.identify(50)), 'FINGERPRINT_NO_FINGER', 'nor longer than it was told to');
    });

    t.test('wants a touch of its own for every identification', async (t) => {
      await enrol(reader, simulators, 1, 1);
      const first = reader.identify(longEnoughMs);
      await place(simulators, 1);
      t.equal((await first)?.page, 1);
      const second = reader.identify(longEnoughMs);
      let done = false;
      second.then(() => {
        done = true;
      });
      const { imagesTaken } = await sensor(simulators);
      await until(async () => (await sensor(simulators)).imagesTaken > imagesTaken + 3);
      t.equal(done, false, 'the finger that still lies there is not read again');
      await place(simulators, null);
      const lifted = (await sensor(simulators)).imagesTaken;
      await until(async () => (await sensor(simulators)).imagesTaken > lifted + 1);
      await place(simulators, 1);
      t.equal((await second)?.page, 1);
      await lift(reader, simulators);
      await reader.eraseAll();
    });

    t.test('tells a touch that it cannot read and takes the next', async (t) => {
      let unreadable = 0;
      reader.on('touchUnreadable', () => {
        unreadable += 1;
      });
      await play(simulators, 'poor');
      const identified = reader.identify(longEnoughMs);
      await touch(reader, simulators, [2]);
      t.equal(unreadable, 1);
      await play(simulators, 'ok');
      await touch(reader, simulators, [2]);
      t.equal(await identified, undefined);
    });

    for (const [state, what] of [
      ['torn', 'an answer that was torn'],
      ['bad-sum', 'an answer with a wrong sum'],
    ] as const) {
      t.test(`gets over ${what} and tells it in the log`, async (t) => {
        await play(simulators, state);
        t.equal(await reader.count(), 0);
        await until(() =>
          context.warnings.some(({ fields }) => fields?.fault === 'FINGERPRINT_PACKET_MALFORMED'),
        );
        t.equal(reader.health().state, 'ready');
      });
    }

    t.test('gives a silent sensor up, and takes it back when it speaks', async (t) => {
      await play(simulators, 'mute');
      t.match(await faultOf(reader.count()), /FINGERPRINT_(OFFLINE|PACKET_MALFORMED)/);
      await until(() => reader.health().state === 'unavailable');
      t.equal(await faultOf(reader.identify(longEnoughMs)), 'FINGERPRINT_OFFLINE');
      await play(simulators, 'ok');
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 0);
    });

    t.test('tells whoever waits when it is unplugged, and comes back by itself', async (t) => {
      await enrol(reader, simulators, 3, 3);
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor(simulators)).light === 'waiting');
      await play(simulators, 'offline');
      t.equal(await identified, 'FINGERPRINT_OFFLINE');
      t.match(reader.health(), { state: 'unavailable', fault: 'FINGERPRINT_OFFLINE' });
      await play(simulators, 'ok');
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 1, 'templates outlast the loss of power');
      const again = reader.identify(longEnoughMs);
      await touch(reader, simulators, [3]);
      t.equal((await again)?.page, 3);
    });

    t.test('rejects what waits when it is stopped, and can be started again', async (t) => {
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor(simulators)).light === 'waiting');
      await reader.stop();
      t.match(await identified, /FINGERPRINT_(OFFLINE|NO_FINGER)/);
      t.equal(reader.health().state, 'unavailable');
      await reader.start();
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 1);
    });
  });
}

t.test('a wrong password is told as such and nothing else is asked', async (t) => {
  const simulators = await startSimulators(t);
  const reader = open(simulators.fingerprint, testContext(), { password: 4711 });
  t.teardown(() => reader.stop());
  await reader.start();
  await until(() => reader.health().fault === 'FINGERPRINT_REFUSED');
  t.match(reader.health().detail, /wrongPassword/);
  t.notMatch(reader.health().detail, /4711/);
  t.equal(await faultOf(reader.count()), 'FINGERPRINT_REFUSED');
});
