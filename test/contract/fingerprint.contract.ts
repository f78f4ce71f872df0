/** The fingerprint reader's contract over each way to the simulated sensor. */
import t, { type Test } from 'tap';
import {
  fingerprintSuite,
  openReader,
  type SensorBench,
  type SensorState,
} from '../support/fingerprint-suite.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { startSimulators, type Way, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(240_000);
// Suites mostly wait, each for a simulator of its own.
t.jobs = 4;

const quick = { pollEveryMs: 20, answerWithinMs: 3_000, heartbeatMs: 200 };

async function bench(t: Test, way: Pick<Way, 'address'>): Promise<SensorBench> {
  const simulators = await startSimulators(t);
  return {
    address: await way.address(t, simulators.fingerprint),
    profile: quick,
    state: async () => (await simulators.get<{ fingerprint: SensorState }>('/state')).fingerprint,
    place: (finger) => simulators.post('/fingerprint', { finger }),
    play: (state) => simulators.post('/fingerprint', { state }),
  };
}

for (const way of ways) fingerprintSuite(way.name, way.skip, (t) => bench(t, way));

t.test('a wrong password is told as such and nothing else is asked', async (t) => {
  const sensor = await bench(t, { address: async (_t, address) => address });
  const reader = openReader({ ...sensor, profile: { ...quick, password: 4711 } }, testContext());
  t.teardown(() => reader.stop());
  await reader.start();
  await until(() => reader.health().fault === 'FINGERPRINT_REFUSED');
  t.match(reader.health().detail, /wrongPassword/);
  t.notMatch(reader.health().detail, /4711/);
  t.equal(await faultOf(reader.count()), 'FINGERPRINT_REFUSED');
});
