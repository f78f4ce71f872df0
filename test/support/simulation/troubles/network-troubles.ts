/** Networks that are cut, one-sided or slow, and a broker that loses, doubles and reorders. */
import type { Cable, CableState } from '../network/cable.ts';
import { fairBroker } from '../network/simulated-broker.ts';
import type { Play, Scene } from './scene.ts';

function cut(scene: Scene, whose: string, cable: Cable, state: CableState, forMs: number): void {
  scene.lasting(
    `the network of ${whose} is ${state}`,
    forMs,
    () => cable.set(state),
    () => cable.set('up'),
  );
}

const wholly = (scene: Scene): CableState => scene.pick(['refused', 'stalled'] as const);
const oneSided = (scene: Scene): CableState => scene.pick(['stalledUp', 'stalledDown'] as const);

export const machineOffline: Play = (scene) =>
  cut(scene, scene.name, scene.machine.cable, wholly(scene), scene.mostly(200, 300_000));

export const machineHalfOffline: Play = (scene) =>
  cut(scene, scene.name, scene.machine.cable, oneSided(scene), scene.mostly(200, 120_000));

export const cloudOffline: Play = (scene) => {
  const { name, cable } = scene.seat();
  const state = scene.chance(0.3) ? oneSided(scene) : wholly(scene);
  cut(scene, name, cable, state, scene.mostly(200, 300_000));
};

/** While the platform is being asked, so that the shopper may have to give up waiting. */
export const cutAtPayment: Play = (scene) => {
  scene.tell('waits for a payment');
  const { cloud, machine, random } = scene;
  const seat = scene.seat();
  const [whose, cable] = scene.chance(0.5) ? [scene.name, machine.cable] : [seat.name, seat.cable];
  const [state, forMs] = [wholly(scene), 40_000 + random.fraction() * 120_000];
  cloud.tripwires.set('platform.pay', 1, 1000, random, () => cut(scene, whose, cable, state, forMs));
};

export const machineSlowNetwork: Play = (scene) => {
  const { cable } = scene.machine;
  scene.lasting(
    `the network of ${scene.name} is slow`,
    scene.mostly(1000, 120_000),
    () => {
      cable.delayMsMax = scene.mostly(200, 8000);
    },
    () => {
      cable.delayMsMax = 40;
    },
  );
};

/** Results come twice, and behind later ones. */
export const pushesAstray: Play = (scene) => {
  const { weather } = scene.world.broker;
  scene.lasting(
    'pushed results come twice and in another order',
    scene.mostly(5000, 120_000),
    () => Object.assign(weather, { pushTwiceRate: scene.chance(0.5) ? 1 : 0.3, pushLateRate: 0.5 }),
    () => Object.assign(weather, { pushTwiceRate: 0, pushLateRate: 0 }),
  );
  // What is known already comes again while the next charge is under way.
  const again = () => scene.world.broker.repeatPushes();
  for (const nth of [1, 2, 3]) scene.cloud.tripwires.set('platform.pay', nth, 500, scene.random, again);
};

export const messagesAstray: Play = (scene) => {
  const { weather } = scene.world.broker;
  const rate = () => (scene.chance(0.6) ? scene.random.fraction() * 0.5 : 0);
  scene.lasting(
    'the broker loses, doubles and reorders messages',
    scene.mostly(1000, 120_000),
    () => Object.assign(weather, { twiceRate: rate(), lostRate: rate(), lateRate: rate() }),
    () => Object.assign(weather, fairBroker),
  );
};
