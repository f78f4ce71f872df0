/** The fingerprint reader on a real serial node, with the simulated sensor at the gadget's other end. */
import t, { type Test } from 'tap';
import { type FingerprintScript, SimulatedFingerprint } from '../../hal/fingerprint/simulated-fingerprint.ts';
import { fingerprintSuite, type SensorBench } from '../support/fingerprint-suite.ts';
import { wireGadget } from '../support/gadget-wire.ts';
import { labAbsent, nodeOf, plugIn, unplug } from '../support/lab-devices.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const scripts: Readonly<Record<string, FingerprintScript>> = {
  ...{ ok: 'ok', torn: 'torn', 'bad-sum': 'badSum', poor: 'poor', mute: 'mute', offline: 'ok' },
};

async function bench(t: Test): Promise<SensorBench> {
  const sensor = new SimulatedFingerprint({ memory: { load: () => undefined, save: () => undefined } });
  await sensor.start();
  t.teardown(() => sensor.stop());
  await wireGadget(t, 'fingerprint', sensor.line.port);
  await nodeOf('fingerprint', 'ttyACM');
  let plugged = true;
  return {
    address: 'usb:0483:5740:LAB-fingerprint',
    profile: { pollEveryMs: 50, answerWithinMs: 2_000, heartbeatMs: 500 },
    state: async () => sensor,
    place: async (finger) => (finger === null ? sensor.lift() : sensor.place(finger)),
    play: async (state) => {
      sensor.script = scripts[state] ?? 'ok';
      if (state === 'offline' && plugged) await unplug('fingerprint');
      if (state !== 'offline' && !plugged) await plugIn('fingerprint');
      plugged = state !== 'offline';
    },
  };
}

fingerprintSuite('on a serial node', labAbsent, bench);
