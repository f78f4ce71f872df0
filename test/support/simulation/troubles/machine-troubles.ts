/** Power, process, disk and clock of one machine. */
import type { FaultCode } from '../../../../src/domain/fault.ts';
import type { Play, Scene } from './scene.ts';

/** What the machine's process does just before it is struck. */
const places = ['append', 'append', 'append', 'appended', 'appended', 'pulse', 'run', 'make', 'count', 'set'];
const dayMs = 24 * 3600_000;

function cut(scene: Scene): void {
  const { machine, random } = scene;
  const wholeMachine = scene.chance(0.5);
  const keepsAll = scene.world.plan.payments === true;
  const losesClock = wholeMachine && scene.chance(0.3) && !keepsAll;
  machine.cut({
    wholeMachine,
    losesCounters: wholeMachine && scene.chance(0.3) && !keepsAll,
    clockOffMs: losesClock ? -random.fraction() * 400 * dayMs : 0,
  });
  const darkMs = wholeMachine ? scene.mostly(5000, 305_000) : 500 + random.fraction() * 4000;
  scene.wrongFor(darkMs);
  scene.after(darkMs, () => machine.start());
}

export const machineCut: Play = cut;

export const machineCutSomewhere: Play = (scene) => {
  const { machine, random } = scene;
  const place = scene.pick(places);
  scene.tell(`waits for ${scene.name} to ${place}`);
  machine.tripwires.set(place, Math.floor(scene.mostly(1, 13)), 8, random, () => cut(scene));
};

export const machineRestarted: Play = ({ machine }) => {
  void machine.restart();
};

export const diskRefuses: Play = (scene) => {
  const { faults } = scene.machine.disk;
  const fault = scene.pick<FaultCode>(['JOURNAL_DISK_FULL', 'JOURNAL_READ_ONLY', 'JOURNAL_UNAVAILABLE']);
  scene.lasting(
    `the disk of ${scene.name} refuses: ${fault}`,
    scene.mostly(500, 60_000),
    () => {
      faults.writeFault = fault;
    },
    () => {
      delete faults.writeFault;
    },
  );
};

export const diskSlow: Play = (scene) => {
  const { faults } = scene.machine.disk;
  scene.lasting(
    `the disk of ${scene.name} is slow`,
    scene.random.fraction() * 60_000,
    () => {
      faults.writeMsMax = 100 + scene.random.fraction() * 3000;
    },
    () => {
      faults.writeMsMax = 4;
    },
  );
};

/** The damage is met when records are sent, or at the next start, which may come soon. */
export const diskBitFlipped: Play = (scene) => {
  const { machine } = scene;
  machine.damageDisk();
  if (scene.chance(0.5)) scene.after(scene.mostly(0, 60_000), () => cut(scene));
  scene.after(scene.mostly(10_000, 240_000), () => machine.mendDisk());
};

export const machineClockSet: Play = (scene) => {
  const { random, machine } = scene;
  const byMs = Math.round((random.fraction() - 0.5) * 2 * 10 ** (3 + random.fraction() * 6));
  scene.tell(`sets the clock of ${scene.name} by ${byMs} ms`);
  machine.setClock(byMs);
};

/** Far worse than any crystal, so that it shows within minutes. */
export const machineClockDrifts: Play = (scene) => {
  const rate = 1 + (scene.random.fraction() - 0.5) * 0.2;
  scene.tell(`lets the clock of ${scene.name} run at ${rate.toFixed(3)}`);
  scene.machine.driftClock(rate);
};
