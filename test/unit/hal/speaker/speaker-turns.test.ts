/** Turns of the speaker: whatever is wished, little waits and news about money is never lost to a beep. */
import fc from 'fast-check';
import t from 'tap';
import type { Sound } from '../../../../hal/speaker/speaker.ts';
import { nextTurn, type Turns, type Utterance, wish } from '../../../../hal/speaker/speaker-turns.ts';

const sound = (name: Sound): Utterance => ({ kind: 'sound', sound: name });
const text = (words: string): Utterance => ({ kind: 'speech', text: words, language: 'zh' });
const same = (one: Utterance, other: Utterance) => JSON.stringify(one) === JSON.stringify(other);

t.test('a beep neither cuts nor replaces news', (t) => {
  const running: Turns = { running: sound('paid') };
  t.strictSame(wish(running, sound('scanAccepted')), { turns: running, cut: false });
  const waiting: Turns = { running: text('a'), sound: 'failed' };
  t.strictSame(wish(waiting, sound('scanAccepted')), { turns: waiting, cut: false });
  t.end();
});

t.test('a beep cuts a beep and speech off', (t) => {
  t.equal(wish({ running: sound('scanAccepted') }, sound('scanAccepted')).cut, true);
  t.equal(wish({ running: text('a') }, sound('scanAccepted')).cut, true);
  t.end();
});

t.test('the last news wished and the last text wished are always heard', (t) => {
  const anything = fc.oneof(
    fc.constantFrom<Sound>('scanAccepted', 'scanRefused', 'paid', 'failed', 'takeGoods').map(sound),
    fc.constantFrom('a', 'b', 'c').map(text),
    fc.constant('ended' as const),
  );
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40 }), (steps) => {
      let turns: Turns = {};
      const heard: Utterance[] = [];
      const begin = () => {
        turns = nextTurn(turns);
        if (turns.running) heard.push(turns.running);
      };
      for (const step of steps) {
        if (step === 'ended') begin();
        else {
          const before = turns.running;
          const after = wish(turns, step);
          turns = after.turns;
          if (after.cut || !before) begin();
        }
      }
      while (turns.running) begin();
      const wished = steps.filter((step) => step !== 'ended');
      const news = wished.findLast((step) => step.kind === 'sound' && step.sound !== 'scanAccepted');
      const words = wished.findLast((step) => step.kind === 'speech');
      if (news) t.ok(heard.some((one) => same(one, news)));
      if (words) t.ok(heard.some((one) => same(one, words)));
    }),
  );
  t.end();
});
