/** What every fingerprint reader owes (`hal/fingerprint/fingerprint.ts`), over any way to a sensor. */
import t, { type Test } from 'tap';
import type { Fingerprint } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import { faultOf, type TestContext, testContext } from './hal-context.ts';
import { until } from './hal-until.ts';

export interface SensorState {
  readonly light: string;
  readonly library: readonly (readonly [page: number, finger: number])[];
  readonly imagesTaken: number;
}

/** A sensor at an address, and the hand of whoever touches and troubles it. */
export interface SensorBench {
  readonly address: string;
  /** What the driver is told beside the address. */
  readonly profile: Readonly<Record<string, unknown>>;
  state(): Promise<SensorState>;
  place(finger: number | null): Promise<unknown>;
  play(state: 'ok' | 'torn' | 'bad-sum' | 'poor' | 'mute' | 'offline'): Promise<unknown>;
}

const longEnoughMs = 600_000;

export function openReader({ address, profile }: SensorBench, context: TestContext): Fingerprint {
  const entry = { driver: 'r503', address, touches: 3, ...profile };
  const { fingerprint } = openHal({ version: 1, fingerprint: entry }, context);
  if (!fingerprint) throw new Error('the profile has no fingerprint reader');
  return fingerprint;
}

/** Touches the reader with each finger in turn, lifting it when the reader has seen it. */
async function touch(reader: Fingerprint, sensor: SensorBench, fingers: readonly number[]): Promise<void> {
  for (const finger of fingers) {
    const placed = new Promise<void>((resolve) => once(reader, 'fingerPlaced', resolve));
    await sensor.place(finger);
    await placed;
    await lift(reader, sensor);
  }
}

/** Lifts the finger and waits until the reader has seen that. */
async function lift(reader: Fingerprint, sensor: SensorBench): Promise<void> {
  const lifted = new Promise<void>((resolve) => once(reader, 'fingerLifted', resolve));
  await sensor.place(null);
  await lifted;
}

function once(reader: Fingerprint, event: 'fingerPlaced' | 'fingerLifted', then: () => void): void {
  const listener = () => {
    reader.off(event, listener);
    then();
  };
  reader.on(event, listener);
}

async function enrol(reader: Fingerprint, sensor: SensorBench, page: number, finger: number) {
  const enrolled = reader.enrol(page, longEnoughMs);
  await touch(reader, sensor, [finger, finger, finger]);
  await enrolled;
}

export function fingerprintSuite(
  name: string,
  skip: string | false,
  make: (t: Test) => Promise<SensorBench>,
): void {
  t.test(`a fingerprint reader ${name}`, { skip }, async (t) => {
    const sensor = await make(t);
    const context = testContext();
    const reader = openReader(sensor, context);
    t.teardown(() => reader.stop());
    t.match(reader.health(), { state: 'unavailable', fault: 'FINGERPRINT_OFFLINE' }, 'untouched at first');
    await reader.start();
    await until(() => reader.health().state === 'ready');
    t.beforeEach(async () => {
      await sensor.play('ok');
      await sensor.place(null);
      await until(() => reader.health().state === 'ready');
      context.warnings.length = 0;
    });

    t.test('keeps a finger after several touches, tells each, and knows it again', async (t) => {
      const touches: string[] = [];
      reader.on('touchTaken', (touch, of) => touches.push(`${touch}/${of}`));
      await enrol(reader, sensor, 7, 1);
      t.strictSame(touches, ['1/3', '2/3', '3/3']);
      t.equal(await reader.count(), 1);
      const identified = reader.identify(longEnoughMs);
      await touch(reader, sensor, [1]);
      const match = await identified;
      t.equal(match?.page, 7);
      t.ok((match?.score ?? 0) > 0);
    });

    t.test('knows no finger that it does not keep', async (t) => {
      const identified = reader.identify(longEnoughMs);
      await touch(reader, sensor, [2]);
      t.equal(await identified, undefined);
    });

    t.test('does not keep touches of two fingers as one', async (t) => {
      const enrolled = faultOf(reader.enrol(8, longEnoughMs));
      await touch(reader, sensor, [2, 3, 2]);
      t.equal(await enrolled, 'FINGERPRINT_MISMATCH');
      t.strictSame((await sensor.state()).library, [[7, 1]]);
    });

    t.test('puts a finger in place of another, and forgets a page or all', async (t) => {
      await enrol(reader, sensor, 7, 2);
      t.strictSame((await sensor.state()).library, [[7, 2]]);
      await enrol(reader, sensor, 9, 3);
      await reader.erase(7);
      await reader.erase(7);
      t.strictSame((await sensor.state()).library, [[9, 3]]);
      await reader.eraseAll();
      t.equal(await reader.count(), 0);
    });

    t.test('refuses a page that it does not have', async (t) => {
      t.equal(await faultOf(reader.enrol(100_000, longEnoughMs)), 'FINGERPRINT_REFUSED');
      t.equal(await faultOf(reader.erase(-1)), 'FINGERPRINT_REFUSED');
    });

    t.test('is dark and looks at nothing but while a finger is waited for', async (t) => {
      const before = await sensor.state();
      t.equal(before.light, 'off');
      await sensor.place(1);
      await reader.count();
      t.equal((await sensor.state()).imagesTaken, before.imagesTaken);
      await sensor.place(null);
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor.state()).light === 'waiting');
      reader.cancel();
      t.equal(await identified, 'FINGERPRINT_NO_FINGER');
      t.equal((await sensor.state()).light, 'off');
      t.equal(await faultOf(reader.identify(50)), 'FINGERPRINT_NO_FINGER', 'nor longer than it was told to');
    });

    t.test('wants a touch of its own for every identification', async (t) => {
      await enrol(reader, sensor, 1, 1);
      const first = reader.identify(longEnoughMs);
      await sensor.place(1);
      t.equal((await first)?.page, 1);
      const second = reader.identify(longEnoughMs);
      let done = false;
      second.then(() => {
        done = true;
      });
      const { imagesTaken } = await sensor.state();
      await until(async () => (await sensor.state()).imagesTaken > imagesTaken + 3);
      t.equal(done, false, 'the finger that still lies there is not read again');
      await sensor.place(null);
      const lifted = (await sensor.state()).imagesTaken;
      await until(async () => (await sensor.state()).imagesTaken > lifted + 1);
      await sensor.place(1);
      t.equal((await second)?.page, 1);
      await lift(reader, sensor);
      await reader.eraseAll();
    });

    t.test('tells a touch that it cannot read and takes the next', async (t) => {
      let unreadable = 0;
      reader.on('touchUnreadable', () => {
        unreadable += 1;
      });
      await sensor.play('poor');
      const identified = reader.identify(longEnoughMs);
      await touch(reader, sensor, [2]);
      t.equal(unreadable, 1);
      await sensor.play('ok');
      await touch(reader, sensor, [2]);
      t.equal(await identified, undefined);
    });

    for (const [state, what] of [
      ['torn', 'an answer that was torn'],
      ['bad-sum', 'an answer with a wrong sum'],
    ] as const) {
      t.test(`gets over ${what} and tells it in the log`, async (t) => {
        await sensor.play(state);
        t.equal(await reader.count(), 0);
        await until(() =>
          context.warnings.some(({ fields }) => fields?.fault === 'FINGERPRINT_PACKET_MALFORMED'),
        );
        t.equal(reader.health().state, 'ready');
      });
    }

    t.test('gives a silent sensor up, and takes it back when it speaks', async (t) => {
      await sensor.play('mute');
      t.match(await faultOf(reader.count()), /FINGERPRINT_(OFFLINE|PACKET_MALFORMED)/);
      await until(() => reader.health().state === 'unavailable');
      t.equal(await faultOf(reader.identify(longEnoughMs)), 'FINGERPRINT_OFFLINE');
      await sensor.play('ok');
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 0);
    });

    t.test('tells whoever waits when it is unplugged, and comes back by itself', async (t) => {
      await enrol(reader, sensor, 3, 3);
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor.state()).light === 'waiting');
      await sensor.play('offline');
      t.equal(await identified, 'FINGERPRINT_OFFLINE');
      t.match(reader.health(), { state: 'unavailable', fault: 'FINGERPRINT_OFFLINE' });
      await sensor.play('ok');
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 1, 'templates outlast the loss of power');
      const again = reader.identify(longEnoughMs);
      await touch(reader, sensor, [3]);
      t.equal((await again)?.page, 3);
    });

    t.test('rejects what waits when it is stopped, and can be started again', async (t) => {
      const identified = faultOf(reader.identify(longEnoughMs));
      await until(async () => (await sensor.state()).light === 'waiting');
      await reader.stop();
      t.match(await identified, /FINGERPRINT_(OFFLINE|NO_FINGER)/);
      t.equal(reader.health().state, 'unavailable');
      await reader.start();
      await until(() => reader.health().state === 'ready');
      t.equal(await reader.count(), 1);
    });
  });
}
