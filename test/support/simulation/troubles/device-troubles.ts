/** Devices that jam, run empty, go blind or are unplugged. */
import type { Play, Scene } from './scene.ts';

interface Failure {
  readonly what: string;
  readonly fail: () => void;
  readonly mend: () => void;
}

function failures({ machine: { machinery } }: Scene): readonly Failure[] {
  const { board, coffee, coins, printer, shelf } = machinery;
  const printerFails = (what: string, state: Parameters<typeof printer.set>[0]): Failure => ({
    what,
    fail: () => printer.set(state),
    mend: () => printer.set('ok'),
  });
  const hopperHas = (what: string, left: number): Failure => ({
    what,
    fail: () => {
      coins.hopperCoins = left;
    },
    mend: () => {
      coins.hopperCoins = 100;
    },
  });
  const unplugged = (what: string, plug: (connected: boolean) => void): Failure => ({
    what: `the ${what} is unplugged`,
    fail: () => plug(false),
    mend: () => plug(true),
  });
  const broken = <K extends string>(what: string, part: Record<K, boolean>, way: K): Failure => ({
    what,
    fail: () => {
      part[way] = true;
    },
    mend: () => {
      part[way] = false;
    },
  });
  return [
    broken('the shelf jams', shelf, 'jammed'),
    broken('the coffee machine jams', coffee, 'jammed'),
    broken('the coin acceptor takes no coins', coins, 'dead'),
    hopperHas('the hopper is empty', 0),
    hopperHas('the hopper is nearly empty', 2),
    unplugged('board', (connected) => board.plug(connected)),
    unplugged('coffee machine', (connected) => coffee.plug(connected)),
    unplugged('scanner', (connected) => machinery.plugScanner(connected)),
    printerFails('paper is out', 'paperOut'),
    printerFails("the printer's cover is open", 'coverOpen'),
    printerFails('the printer is unplugged', 'offline'),
  ];
}

export const mechanicsFail: Play = (scene) => {
  const { what, fail, mend } = scene.pick(failures(scene));
  scene.lasting(`${what} (${scene.name})`, scene.mostly(1000, 121_000), fail, mend);
};

/** Goods come out, and nothing proves it. */
export const sensorBlind: Play = (scene) => {
  const { shelf } = scene.machine.machinery;
  scene.lasting(
    `the sensors of ${scene.name} are blind`,
    scene.mostly(1000, 121_000),
    () => {
      shelf.blind = true;
    },
    () => {
      shelf.blind = false;
    },
  );
};

/** Just when the slot opens or closes, and for as long as it takes until somebody comes to repair it. */
export const boardDeadAtCoins: Play = (scene) => {
  const { machine, random } = scene;
  const { board } = machine.machinery;
  scene.tell(`waits for ${scene.name} to set its coin slot`);
  machine.tripwires.set('set', Math.floor(scene.mostly(1, 5)), 3000, random, () =>
    scene.lasting(
      `the board of ${scene.name} is dead`,
      scene.mostly(10_000, 30 * 60_000),
      () => board.plug(false),
      () => board.plug(true),
    ),
  );
};
