/** KCM/1: what is said is understood, and nothing else is. */
import fc from 'fast-check';
import t from 'tap';
import {
  coffeeLineLengthMax,
  decodeCoffeeEvent,
  decodeCoffeeRequest,
  decodeJobState,
  encodeCoffeeEvent,
  encodeCoffeeRequest,
  encodeJobState,
  greetingOf,
} from '../../../../hal/dispenser/coffee-codec.ts';

t.test('each request is understood as it was meant', async (t) => {
  for (const request of [
    { verb: 'hello' },
    { verb: 'status', job: 'dlv_01JZ8K3QW5ABCDEFGHJKMNPQRS' },
    { verb: 'make', job: 'dlv_1', recipe: 'flat-white', options: {} },
    { verb: 'make', job: 'dlv_1', recipe: 'latte', options: { sugar: 2, strength: -1 } },
  ] as const) {
    t.strictSame(decodeCoffeeRequest((encodeCoffeeRequest(request) ?? '').split(' ')), request);
  }
});

t.test('a request that the protocol cannot say is not said', async (t) => {
  const make = { verb: 'make', job: 'dlv_1', recipe: 'latte', options: {} } as const;
  t.equal(encodeCoffeeRequest({ ...make, recipe: 'two words' }), undefined);
  t.equal(encodeCoffeeRequest({ ...make, recipe: 'latte\n1 make x latte' }), undefined);
  t.equal(encodeCoffeeRequest({ ...make, job: 'a b' }), undefined);
  t.equal(encodeCoffeeRequest({ ...make, options: { sugar: 1.5 } }), undefined);
  t.equal(encodeCoffeeRequest({ ...make, options: { 'su gar': 1 } }), undefined);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`o${i}`, 1]));
  t.equal(encodeCoffeeRequest({ ...make, options: many }), undefined);
  t.equal(encodeCoffeeRequest({ verb: 'status', job: '' }), undefined);
});

t.test('a request that is wrong is refused with the reason', async (t) => {
  for (const [words, refusal] of [
    ['brew x y', 'verb'],
    ['make', 'syntax'],
    ['make j-1 latte', 'syntax'],
    ['make j 7up', 'recipe'],
    ['make j latte sugar', 'option'],
    ['make j latte sugar=', 'option'],
    ['make j latte sugar=1 sugar=2', 'option'],
    ['make j latte __proto__=1', 'option'],
    ['status', 'syntax'],
    ['status j k', 'syntax'],
  ] as const) {
    t.equal(decodeCoffeeRequest(words.split(' ')), refusal, words);
  }
});

t.test('the longest request fits in a line', async (t) => {
  const options = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`option${i}`, -99_999]));
  const said = encodeCoffeeRequest({ verb: 'make', job: 'd'.repeat(30), recipe: 'r'.repeat(16), options });
  t.ok(`zzzzzzzz ${said}`.length <= coffeeLineLengthMax);
});

t.test('states, events and greetings are understood, others are not', async (t) => {
  for (const state of [
    { is: 'unknown' },
    { is: 'running', percent: 45 },
    { is: 'done' },
    { is: 'failed', reason: 'jam' },
  ] as const) {
    t.strictSame(decodeJobState(encodeJobState(state)), state);
  }
  for (const event of [
    { event: 'progress', job: 'dlv_1', percent: 100 },
    { event: 'done', job: 'dlv_1' },
    { event: 'failed', job: 'dlv_1', reason: 'empty' },
    { event: 'state', state: 'busy' },
  ] as const) {
    t.strictSame(decodeCoffeeEvent(encodeCoffeeEvent(event).split(' ').slice(1)), event);
  }
  for (const words of [
    'progress dlv_1 101',
    'progress dlv_1',
    'failed dlv_1',
    'state asleep',
    'done',
    'x y z',
  ]) {
    t.equal(decodeCoffeeEvent(words.split(' ')), undefined, words);
  }
  t.equal(decodeJobState(['melted']), undefined);
  t.strictSame(greetingOf(['kcm/1', 'abc', 'ready']), { memory: 'abc', state: 'ready' });
  t.equal(greetingOf(['kcm/1', 'abc', 'asleep']), undefined);
  t.equal(greetingOf(['kio/1', 'abc', 'ready']), undefined);
});

t.test('no words make it throw', async () => {
  const word = fc.constantFrom('make', 'status', 'progress', 'done', '__proto__=1', 'j', 'latte', '');
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 20 })), { maxLength: 12 }), (said) => {
      decodeCoffeeRequest(said);
      decodeCoffeeEvent(said);
      decodeJobState(said);
      greetingOf(said);
    }),
  );
});
