/** The maker's page says what the codec and the simulated machine do: its tables and its examples. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { splitQuestion } from '../../../../hal/asking-line.ts';
import {
  coffeeJobsKept,
  coffeeLineLengthMax,
  coffeeOptionsMax,
  coffeeProtocol,
  coffeeReasons,
  decodeCoffeeEvent,
  decodeCoffeeRequest,
  encodeCoffeeEvent,
} from '../../../../hal/dispenser/coffee-codec.ts';
import {
  type CoffeeScript,
  SimulatedCoffeeMachine,
} from '../../../../hal/dispenser/simulated-coffee-machine.ts';
import type { Clock } from '../../../../src/platform/clock.ts';
import { until } from '../../../support/hal-until.ts';

const page = readFileSync(new URL('../../../../hal/dispenser/coffee-protocol.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```kcm\n(.*?)```/gs)].map(([, text]) =>
  (text ?? '').trimEnd().split('\n'),
);

/** The first column of the table whose head begins with `head`, without its backticks. */
function column(head: string): string[] {
  const rows = page
    .slice(page.indexOf(`\n| ${head} |`))
    .split('\n')
    .slice(3);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows.slice(0, end).map((row) => row.split('|')[1]?.trim().replaceAll('`', '') ?? '');
}

t.test('the tables name what the codec knows, and nothing else', async (t) => {
  t.same(column('reason'), Object.keys(coffeeReasons));
  for (const state of column('state')) {
    const event = decodeCoffeeEvent(['state', state]);
    t.match(event, { event: 'state', state });
  }
  t.equal(decodeCoffeeEvent(['state', 'asleep']), undefined);
  for (const question of column('question')) {
    const verb = question.split(' ')[0] ?? '';
    t.not(decodeCoffeeRequest([verb, 'dlv_1', 'latte'].slice(0, question.split(' ').length)), 'verb', verb);
  }
  for (const [reason, fault] of Object.entries(coffeeReasons)) t.match(page, `| \`${reason}\` | ${fault} |`);
});

t.test('the numbers on the page are those of the codec', async (t) => {
  t.match(page, `at most ${coffeeLineLengthMax} characters`);
  t.match(page, `at least the last ${coffeeJobsKept} jobs`);
  t.match(page, `At most ${coffeeOptionsMax} options`);
  t.match(page, `ok ${coffeeProtocol} <memory>`);
});

t.test('every line of the examples is of the protocol', async (t) => {
  t.equal(examples.length, 3);
  for (const line of examples.flat()) {
    const [who, ...words] = line.split(' ');
    if (who === '>') t.ok(splitQuestion(words.join(' ')), line);
    else if (words[0] === '!') {
      const event = decodeCoffeeEvent(words.slice(1));
      t.equal(event && encodeCoffeeEvent(event), words.join(' '), line);
    } else t.match(words[1], /^(ok|no)$/, line);
  }
});

/** A clock that stands still until it is moved on to what happens next. */
function steppedClock(): { clock: Clock; step(): void } {
  const due: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    monotonicMs: () => 0,
    quality: () => 'synchronised',
    after: (_delayMs, action) => {
      due.push(action);
      return () => {
        const at = due.indexOf(action);
        if (at >= 0) due.splice(at, 1);
      };
    },
  };
  return { clock, step: () => due.shift()?.() };
}

/** A machine set up as the page has it, and a caller on its line. */
async function machineOfThePage(t: Test) {
  const { clock, step } = steppedClock();
  const machine = new SimulatedCoffeeMachine(clock, {
    tellDrop: () => undefined,
    newMemory: () => 'm7f3',
    recipes: {
      latte: [
        { name: 'size', min: 0, max: 2, step: 1 },
        { name: 'sugar', min: 0, max: 3, step: 1 },
        { name: 'milk', min: 0, max: 100, step: 25 },
      ],
    },
  });
  await machine.start();
  const socket = connect(machine.line.port, '127.0.0.1');
  t.teardown(async () => {
    socket.destroy();
    await machine.stop();
  });
  const heard: string[] = [];
  createInterface({ input: socket }).on('line', (line) => heard.push(line));
  await until(() => machine.line.isConnected);
  return { machine, heard, step, ask: (question: string) => socket.write(`${question}\n`) };
}

t.test('the simulated machine plays the examples as they stand', async (t) => {
  const { machine, heard, step, ask } = await machineOfThePage(t);
  /** What has to be done to the machine before a line of the page can come. */
  const hands: Readonly<Record<string, CoffeeScript>> = {
    '21 make dlv_04 latte': 'jam',
    '! state empty': 'empty',
  };
  for (const line of examples.flat()) {
    const said = line.slice(2);
    const script = hands[said];
    if (script) await machine.play(script);
    if (line.startsWith('>')) ask(said);
    else {
      await until(() => {
        if (said.startsWith('!') && !script && !heard.includes(said)) step();
        return heard.includes(said) || isAnswered(heard, said);
      });
      t.ok(heard.includes(said), said);
    }
  }
});

/** Whether the same question was answered otherwise, so that waiting longer is no use. */
function isAnswered(heard: readonly string[], said: string): boolean {
  const [id] = said.split(' ');
  return id !== '!' && heard.some((line) => line.startsWith(`${id} `));
}
