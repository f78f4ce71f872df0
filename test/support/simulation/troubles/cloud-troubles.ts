/** Processes of the cloud that die, its database that is lost, its clock, and the payment platform. */
import { fairWeather } from '../cloud/cloud.ts';
import { platformSteps } from '../cloud/step-faults.ts';
import type { Play, Scene } from './scene.ts';

/** What a process of the cloud does just before it is struck. */
const places = [
  'ledger.beforeCommit',
  'ledger.beforeCommit',
  'ledger.afterCommit',
  'ledger.afterCommit',
  'charges.openCharge',
  'charges.saveCharge',
  'charges.saveRefund',
  'platform.pay',
  'platform.refund',
  'platform.cancel',
];

/** When a backup may hold a payment half done. */
const moments = ['platform.pay', 'platform.refund', 'charges.saveCharge'];

const latePayMsMax = 90_000;

function kill(scene: Scene): void {
  const seat = scene.seat();
  const deadMs = scene.mostly(500, 60_000);
  scene.wrongFor(deadMs);
  scene.cloud.kill(seat);
  scene.after(deadMs, () => scene.cloud.start(seat));
}

export const cloudKilled: Play = kill;

/** Committed to the transaction log, and dead before the feed has pushed it or knows that it has. */
export const cloudKilledBeforePush: Play = (scene) => {
  const place = scene.pick(['feed.after', 'feed.movePlace', 'charges.saveCharge', 'charges.saveRefund']);
  scene.tell(`waits for the cloud between log and push, at ${place}`);
  const nth = Math.floor(scene.mostly(1, 5));
  scene.cloud.tripwires.set(place, nth, 30, scene.random, () => kill(scene));
};

/** Results are committed and pushed by nobody. */
export const feedDown: Play = (scene) => {
  const { feed } = scene.cloud;
  scene.lasting(
    'nothing follows the transaction log',
    scene.mostly(2000, 180_000),
    () => {
      feed.down = true;
    },
    () => {
      feed.down = false;
    },
  );
};

/** One kind of call times out, a few times: before it arrived, or with its answer. */
export const stepTimesOut: Play = (scene) => {
  const step = scene.pick(platformSteps);
  const way = scene.pick(['requestLost', 'answerLost'] as const);
  const times = Math.floor(scene.mostly(1, 5));
  scene.tell(`the next ${times} calls of ${step} time out: ${way}`);
  scene.cloud.steps.set(step, way, times);
};

export const cloudKilledSomewhere: Play = (scene) => {
  const place = scene.pick(places);
  scene.tell(`waits for the cloud at ${place}`);
  const nth = Math.floor(scene.mostly(1, place.startsWith('ledger') ? 16 : 4));
  scene.cloud.tripwires.set(place, nth, 6, scene.random, () => kill(scene));
};

/**
 * A backup is taken, now or in the middle of a payment, and some time later there is nothing else left.
 */
export const cloudRestored: Play = (scene) => {
  const { cloud, random } = scene;
  const lose = () => {
    cloud.takeBackup();
    scene.after(scene.mostly(1000, 120_000), () => {
      cloud.restoreBackup();
      scene.after(scene.mostly(500, 20_000), () => cloud.start());
    });
  };
  if (scene.chance(0.5)) lose();
  else cloud.tripwires.set(scene.pick(moments), 1, 500, random, lose);
};

/** As before, but when everything is over and no machine has anything to say by itself. */
export const cloudRestoredAtRest: Play = ({ cloud }) => {
  cloud.takeBackup();
  cloud.losesDatabaseAtRest = true;
};

export const shardsHandedOver: Play = ({ cloud, random }) => cloud.handOver(random);

export const bundlePublished: Play = ({ cloud }) => cloud.publishBundle();

export const cloudClockSet: Play = (scene) => {
  const seat = scene.seat();
  const byMs = Math.round((scene.random.fraction() - 0.5) * 2 * 10 ** (3 + scene.random.fraction() * 2.5));
  scene.tell(`sets the clock of ${seat.name} by ${byMs} ms`);
  scene.cloud.setClock(seat, byMs);
};

/** The next payment gets lost on its way and arrives when nobody expects it any more. */
export const paymentComesLate: Play = (scene) => {
  const { weather, tripwires } = scene.cloud;
  scene.tell('waits for a payment that will come late');
  tripwires.set('platform.pay', 1, 0, scene.random, () =>
    scene.lasting(
      'requests to the platform get lost and come late',
      500 + scene.random.fraction() * 10_000,
      () => Object.assign(weather, { lostRequestRate: 1, latePayRate: 1, latePayMs: latePayMsMax }),
      () => Object.assign(weather, fairWeather),
    ),
  );
};

export const platformMisbehaves: Play = (scene) => {
  const { weather } = scene.cloud;
  const rate = () => (scene.chance(0.5) ? scene.random.fraction() : 0);
  const forMs = scene.random.fraction() * 120_000;
  const latencyMsMax = scene.mostly(0, 20_000);
  // Who was asked last is silent a little longer.
  scene.wrongFor(forMs + 2 * latencyMsMax);
  scene.lasting(
    'the platform misbehaves',
    forMs,
    () =>
      Object.assign(weather, {
        latencyMsMax,
        ...{ lostRequestRate: rate(), lostAnswerRate: rate(), latePayRate: rate(), twiceRate: rate() },
        latePayMs: latePayMsMax,
      }),
    () => Object.assign(weather, fairWeather),
  );
};
