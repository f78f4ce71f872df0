/** Lets the planned troubles happen, each at its time, and heals everything at the end. */
import { type Cloud, fairWeather } from '../cloud/cloud.ts';
import type { Machine } from '../machine.ts';
import { fairBroker } from '../network/simulated-broker.ts';
import { randomOf } from '../plan/random-of.ts';
import type { TroublePlan } from '../plan/story-plan.ts';
import type { TroubleKind } from '../plan/trouble-kinds.ts';
import type { World } from '../world.ts';
import * as cloudTroubles from './cloud-troubles.ts';
import * as deviceTroubles from './device-troubles.ts';
import * as machineTroubles from './machine-troubles.ts';
import * as networkTroubles from './network-troubles.ts';
import { type Play, Scene } from './scene.ts';

const plays: Readonly<Record<TroubleKind, Play>> = {
  ...machineTroubles,
  ...networkTroubles,
  ...deviceTroubles,
  ...cloudTroubles,
};

const restartWhileHealingRate = 0.3;

export class Troubles {
  readonly #world: World;
  readonly #machines: readonly Machine[];
  readonly #cloud: Cloud;
  #healed = false;

  constructor(world: World, machines: readonly Machine[], cloud: Cloud) {
    this.#world = world;
    this.#machines = machines;
    this.#cloud = cloud;
  }

  /** Plans what will go wrong. */
  start(): void {
    for (const trouble of this.#world.plan.troubles) {
      this.#world.timeline.after(trouble.atMs, () => {
        if (!this.#healed) this.#happen(trouble);
      });
    }
  }

  /** Everything works again, for good. */
  heal(): void {
    this.#healed = true;
    const { chronicle, broker } = this.#world;
    chronicle.tell('world', 'all is well again');
    this.#world.faults.healed(this.#world.timeline.nowMs());
    Object.assign(broker.weather, fairBroker);
    this.#healCloud();
    for (const machine of this.#machines) healMachine(machine);
  }

  #happen({ kind, seed, machineId }: TroublePlan): void {
    const machine = this.#machines.find(({ address }) => address.machineId === machineId);
    if (!machine) return;
    const random = randomOf(seed, kind);
    const healed = () => this.#healed;
    plays[kind](new Scene({ world: this.#world, cloud: this.#cloud, machine, random, healed }));
  }

  #healCloud(): void {
    const cloud = this.#cloud;
    cloud.tripwires.clear();
    Object.assign(cloud.weather, fairWeather);
    cloud.steps.clear();
    cloud.feed.down = false;
    for (const { cable } of cloud.seats) cable.set('up');
    cloud.start();
    const random = randomOf(this.#world.plan.seed, 'healing');
    if (random.fraction() > restartWhileHealingRate) return;
    // One more restart of the cloud, as of a new release, while the last records arrive.
    cloud.tripwires.set('ledger.beforeCommit', 1 + Math.floor(random.fraction() * 4), 6, random, () => {
      for (const seat of cloud.seats) cloud.kill(seat);
      this.#world.faults.add(this.#world.timeline.nowMs(), 1000);
      this.#world.timeline.after(1000, () => cloud.start());
    });
  }
}

function healMachine(machine: Machine): void {
  const { disk, cable, machinery, tripwires } = machine;
  tripwires.clear();
  delete disk.faults.writeFault;
  disk.faults.writeMsMax = 4;
  cable.delayMsMax = 40;
  cable.set('up');
  machinery.board.plug(true);
  machinery.coffee.plug(true);
  machinery.coffee.jammed = false;
  machinery.shelf.jammed = false;
  machinery.shelf.blind = false;
  machinery.coins.dead = false;
  machinery.coins.hopperCoins = 1000;
  machinery.printer.set('ok');
  machinery.plugScanner(true);
  machine.mendDisk();
  machine.start();
}
