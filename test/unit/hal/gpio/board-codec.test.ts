/** KIO/1: what is said is understood, and nothing else is. */
import fc from 'fast-check';
import t from 'tap';
import { splitQuestion } from '../../../../hal/asking-line.ts';
import {
  type BoardRequest,
  boardLineLengthMax,
  countOf,
  decodeEvent,
  decodeRequest,
  encodeEvent,
  encodeRequest,
  epochOf,
} from '../../../../hal/gpio/board-codec.ts';

t.test('each request is understood as it was meant', async (t) => {
  const requests: BoardRequest[] = [
    { verb: 'hello' },
    { verb: 'set', line: 'coin.accept', on: true },
    { verb: 'set', line: 'lamp', on: false },
    { verb: 'pulse', line: 'motor.A1', durationMs: 60_000 },
    { verb: 'until', line: 'hopper', input: 'payout', targetCount: 123, limitMs: 1 },
    { verb: 'read', line: 'door.D1.open' },
    { verb: 'count', line: 'drop' },
  ];
  for (const request of requests) {
    const question = splitQuestion(`7z ${encodeRequest(request)}`);
    t.equal(question?.id, '7z');
    t.strictSame(decodeRequest(question?.words ?? []), request);
  }
});

t.test('the longest request fits in a line', async (t) => {
  const name = `a${'.b'.repeat(15)}c`;
  const request = {
    verb: 'until',
    line: name,
    input: name,
    targetCount: 999_999_999_999,
    limitMs: 60_000,
  } as const;
  t.ok(`zzzzzzzz ${encodeRequest(request)}`.length <= boardLineLengthMax);
  t.strictSame(decodeRequest(encodeRequest(request).split(' ')), request);
});

t.test('a request that is wrong is refused with the reason', async (t) => {
  for (const [words, refusal] of [
    ['', 'verb'],
    ['dance', 'verb'],
    ['toString', 'verb'],
    ['set lamp', 'syntax'],
    ['set lamp 2', 'syntax'],
    ['set lamp 1 1', 'syntax'],
    ['set 1lamp 1', 'syntax'],
    ['set lämp 1', 'syntax'],
    ['pulse m 0', 'range'],
    ['pulse m 60001', 'range'],
    ['pulse m -5', 'range'],
    ['pulse m 1e3', 'range'],
    ['until m d 1 0', 'range'],
    ['until m d -1 5', 'syntax'],
    [`read ${'x'.repeat(40)}`, 'syntax'],
  ] as const) {
    t.equal(decodeRequest(words.split(' ')), refusal, words);
  }
});

t.test('a line without an id has nobody to answer', async (t) => {
  for (const line of ['', 'HELLO hello', '123456789 hello', '! edge drop 1', '-1 hello']) {
    t.equal(splitQuestion(line), undefined, line);
  }
});

t.test('events and answers are understood, others are not', async (t) => {
  for (const event of [
    { event: 'hello', epoch: '9f3a_x-1' },
    { event: 'edge', line: 'drop', count: 12 },
  ] as const) {
    t.strictSame(decodeEvent(encodeEvent(event).split(' ').slice(1)), event);
  }
  for (const words of ['edge drop', 'edge drop x', 'edge drop 1 2', 'hello kio/2 x', 'hello kio/1', 'burn']) {
    t.equal(decodeEvent(words.split(' ')), undefined, words);
  }
  t.strictSame(countOf(['5', 'abc']), { epoch: 'abc', count: 5 });
  t.equal(countOf(['5']), undefined);
  t.equal(countOf(['-5', 'abc']), undefined);
  t.equal(epochOf(['kio/1', 'abc']), 'abc');
  t.equal(epochOf(['kcm/1', 'abc']), undefined);
});

t.test('no words make it throw', async () => {
  const word = fc.constantFrom(
    'set',
    'pulse',
    'until',
    'edge',
    'hello',
    '__proto__',
    'constructor',
    '1',
    '-',
    '',
  );
  const words = fc.array(fc.oneof(word, fc.string({ maxLength: 20 })), { maxLength: 7 });
  fc.assert(
    fc.property(words, (said) => {
      decodeRequest(said);
      decodeEvent(said);
      countOf(said);
      epochOf(said);
      splitQuestion(said.join(' '));
    }),
  );
});
