/** The recognizer's life beside a program that keeps the protocol and reads no face. */
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { pictureBytesMax } from '../../../../models/codes/picture-header.ts';
import type { Findings, RecognizerState } from '../../../../models/people/recognizer.ts';
import { RecognizerProcess } from '../../../../models/people/recognizer-process.ts';
import { type Cancel, SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { until } from '../../../support/hal-until.ts';

t.setTimeout(120_000);
const program = fileURLToPath(new URL('../../../support/fake-recognizer-program.ts', import.meta.url));
const wants = { templates: false, expression: false, body: false };

const answerWithinMs = 60_000;

/** The wait for an answer ends when the test says so. */
class PatientClock extends SystemClock {
  #waits: (() => void)[] = [];

  override after(delayMs: number, action: () => void): Cancel {
    if (delayMs !== answerWithinMs) return super.after(delayMs, action);
    this.#waits.push(action);
    return () => {
      this.#waits = this.#waits.filter((wait) => wait !== action);
    };
  }

  loseItsPatience(): void {
    for (const wait of this.#waits) wait();
  }
}

function watched(t: Test) {
  const clock = new PatientClock();
  const recognizer = new RecognizerProcess({ clock, log: silentLog, program, answerWithinMs });
  t.teardown(() => recognizer.stop());
  const found: Findings[] = [];
  const refused: string[] = [];
  const states: RecognizerState[] = [];
  recognizer.on('found', (findings) => found.push(findings));
  recognizer.on('refused', (fault) => refused.push(fault));
  recognizer.on('stateChanged', (state) => states.push(state));
  const show = (script: string, takenAtMs = 0, length = 100) => {
    const jpeg = new Uint8Array(length);
    jpeg[1] = script.charCodeAt(0);
    recognizer.show({ jpeg, takenAtMs });
  };
  return { recognizer, clock, found, refused, states, show };
}

const isThere = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

t.test('there is a process only between start and stop', async (t) => {
  const { recognizer, found, states, show } = watched(t);
  show('f');
  t.equal(recognizer.pid, undefined, 'shown while off: nothing');
  await recognizer.start(wants);
  show('f', 7);
  await until(() => found.length === 1);
  t.match(found, [{ takenAtMs: 7, frame: { width: 640 }, faces: [{ trackId: 1, box: { width: 100 } }] }]);
  t.ok((found[0]?.ageMs ?? -1) >= 0);
  const pid = recognizer.pid ?? 0;
  t.ok(isThere(pid));
  await recognizer.stop();
  t.notOk(isThere(pid));
  t.equal(recognizer.state, 'off');
  t.same(states, ['starting', 'ready', 'off']);
  await recognizer.stop();
  await recognizer.start({ ...wants, expression: true });
  show('f');
  await until(() => found.length === 2);
  t.equal(found[1]?.faces[0]?.trackId, 1, 'tracks of the time before are forgotten');
});

t.test('of frames that wait the newest is read', async (t) => {
  const { recognizer, found, show } = watched(t);
  await recognizer.start(wants);
  await until(() => recognizer.state === 'ready');
  for (let number = 1; number <= 50; number += 1) show('f', number);
  await until(() => found.at(-1)?.takenAtMs === 50);
  t.same(
    found.map(({ takenAtMs }) => takenAtMs),
    [1, 50],
  );
});

t.test('a picture that is refused, here or there, is told, and the next one is read', async (t) => {
  const { recognizer, found, refused, show } = watched(t);
  await recognizer.start(wants);
  await until(() => recognizer.state === 'ready');
  show('f', 1, pictureBytesMax + 1);
  t.same(refused, ['PICTURE_TOO_LARGE']);
  show('r', 2);
  await until(() => refused.length === 2);
  show('f', 3);
  await until(() => found.length === 1);
  t.equal(refused[1], 'PICTURE_MALFORMED');
});

for (const [script, what] of [
  ['e', 'ends'],
  ['n', 'answers nonsense'],
  ['t', 'tells more than it was asked'],
] as const)
  t.test(`a process that ${what} is started again, and reads on`, async (t) => {
    const { recognizer, found, states, show } = watched(t);
    await recognizer.start(wants);
    await until(() => recognizer.state === 'ready');
    const before = recognizer.pid;
    show(script);
    await until(() => states.includes('failed'));
    show('f', 1);
    await until(() => recognizer.state === 'ready' && recognizer.pid !== before);
    const told = found.length;
    show('f', 2);
    await until(() => found.length > told);
    t.equal(found.at(-1)?.takenAtMs, 2, 'what was shown meanwhile is old');
    t.same(states, ['starting', 'ready', 'failed', 'starting', 'ready']);
  });

t.test('a process that does not answer in time is ended', async (t) => {
  const { recognizer, clock, states, show } = watched(t);
  await recognizer.start(wants);
  await until(() => recognizer.state === 'ready');
  clock.loseItsPatience();
  t.equal(recognizer.state, 'ready', 'nobody waits for an answer');
  show('h');
  clock.loseItsPatience();
  await until(() => states.includes('failed'));
  t.equal(recognizer.pid, undefined);
});

t.test('a program that is none fails again and again, and stops when it is told to', async (t) => {
  const recognizer = new RecognizerProcess({
    ...{ clock: new SystemClock(), log: silentLog, program: '/nowhere/at-all.ts' },
  });
  const states: RecognizerState[] = [];
  recognizer.on('stateChanged', (state) => states.push(state));
  await recognizer.start(wants);
  await until(() => states.filter((state) => state === 'failed').length === 2);
  await recognizer.stop();
  t.equal(states.at(-1), 'off');
});
