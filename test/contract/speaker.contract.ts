/** What every speaker driver owes (`hal/speaker/speaker.ts`). */
import { createHash } from 'node:crypto';
import t from 'tap';
import type { Sound, Speaker } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import { soundWave } from '../../hal/speaker/sound-waves.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import {
  realProgramsMissing,
  realWorld,
  recordingWorld,
  type SpeakerWorld,
} from '../support/speaker-worlds.ts';

t.setTimeout(120_000);

const sounds: readonly Sound[] = ['scanAccepted', 'scanRefused', 'paid', 'failed', 'takeGoods'];
const hashOf = (sound: Sound) => createHash('sha256').update(soundWave(sound)).digest('hex');

function open(profile: unknown, context = testContext()): Speaker {
  const { speaker } = openHal({ version: 1, speaker: profile }, context);
  if (!speaker) throw new Error('the profile has no speaker');
  return speaker;
}

/** The sounds that the player was given, in order. */
const played = (world: SpeakerWorld) =>
  (world.notes?.() ?? []).flatMap(({ sha256 }) => sounds.filter((sound) => hashOf(sound) === sha256));
const said = (world: SpeakerWorld) =>
  (world.notes?.() ?? []).flatMap(({ as, text }) => (as === 'player' && text ? [text.trim()] : []));

const worlds: readonly {
  readonly name: string;
  readonly skip: string | false;
  make(t: { teardown(action: () => unknown): void }): SpeakerWorld;
}[] = [
  { name: 'whose programs write down what they are given', skip: false, make: recordingWorld },
  {
    name: 'behind the real programs',
    skip: realProgramsMissing === undefined ? false : `not installed: ${realProgramsMissing}`,
    make: (t) => realWorld(t),
  },
];

for (const { name, skip, make } of worlds) {
  t.test(`a speaker ${name}`, { skip }, async (t) => {
    const world = make(t);
    const speaker = open(world.profile);
    t.teardown(() => speaker.stop());
    t.match(
      speaker.health(),
      { state: 'unavailable', fault: 'SPEAKER_OFFLINE' },
      'untouched before the start',
    );
    t.equal(world.runs(), 0);
    await speaker.start();
    await until(() => speaker.health().state === 'ready');

    t.test('plays every sound whole and stays ready', async (t) => {
      for (const sound of sounds) {
        const before = world.runs();
        speaker.play(sound);
        await until(() => world.runs() > before);
        if (world.notes) await until(() => played(world).includes(sound));
      }
      t.equal(speaker.health().state, 'ready');
    });

    t.test('says a text in either language', async (t) => {
      for (const [text, language] of [
        ['请出示付款码', 'zh'],
        ['Please take your goods', 'en'],
      ] as const) {
        const before = world.runs();
        speaker.say(text, language);
        await until(() => world.runs() > before);
        if (world.notes) await until(() => said(world).includes(text));
      }
      t.equal(speaker.health().state, 'ready');
      t.equal(speaker.speaks, true);
      for (const { args } of world.notes?.() ?? []) t.notMatch(args?.join(' ') ?? '', /付款|goods/);
    });

    t.test('is silent while its device is away, says so, and comes back by itself', async (t) => {
      world.away('player', true);
      speaker.play('paid');
      await until(() => speaker.health().state === 'unavailable');
      t.equal(speaker.health().fault, 'SPEAKER_OFFLINE');
      const paid = played(world).filter((sound) => sound === 'paid').length;
      speaker.play('takeGoods');
      speaker.say('nobody hears this', 'en');
      world.away('player', false);
      await until(() => speaker.health().state === 'ready');
      speaker.play('failed');
      await until(() => !world.notes || played(world).at(-1) === 'failed');
      t.equal(played(world).filter((sound) => sound === 'paid').length, paid, 'nothing is played late');
      t.notOk(said(world).includes('nobody hears this'));
    });

    t.test('keeps its sounds when only the voice fails', async (t) => {
      world.away('voice', true);
      speaker.say('one', 'en');
      await until(() => speaker.health().state === 'degraded');
      t.equal(speaker.speaks, false);
      const before = world.runs();
      speaker.play('paid');
      await until(() => world.runs() > before);
      world.away('voice', false);
      await until(() => speaker.health().state === 'ready');
    });

    t.test('is silent after it was stopped', async (t) => {
      await speaker.stop();
      t.equal(speaker.health().state, 'unavailable');
      const before = world.runs();
      speaker.play('paid');
      speaker.say('nothing', 'en');
      t.equal(world.runs(), before);
      await speaker.start();
      await until(() => speaker.health().state === 'ready');
    });
  });
}

t.test('one thing is heard at a time', async (t) => {
  const world = recordingWorld(t);
  const speaker = open(world.profile);
  t.teardown(() => speaker.stop());
  await speaker.start();

  t.test('news is heard to its end, then the newest of what came meanwhile', async (t) => {
    world.hold?.(true);
    speaker.play('paid');
    await until(() => played(world).at(-1) === 'paid');
    speaker.play('scanAccepted');
    speaker.play('failed');
    speaker.play('takeGoods');
    world.hold?.(false);
    await until(() => played(world).at(-1) === 'takeGoods');
    t.strictSame(played(world), ['paid', 'takeGoods']);
    t.ok(world.notes?.().some(({ ended }) => ended === hashOf('paid')));
  });

  t.test('a sound cuts speech off, and a text that came after it is said', async (t) => {
    world.hold?.(true);
    speaker.say('first', 'en');
    await until(() => said(world).includes('first'));
    speaker.play('scanAccepted');
    speaker.say('second', 'en');
    await until(() => played(world).at(-1) === 'scanAccepted');
    world.hold?.(false);
    await until(() => said(world).includes('second'));
    t.strictSame(said(world), ['first', 'second']);
  });

  t.test('a new text takes the place of the one being said; an empty one only ends it', async (t) => {
    const ended = () => world.notes?.().filter((note) => note.ended).length;
    world.hold?.(true);
    speaker.say('third', 'zh');
    await until(() => said(world).includes('third'));
    const before = ended();
    speaker.say('fourth', 'zh');
    await until(() => said(world).includes('fourth'));
    t.equal(ended(), before, 'the third was cut off');
    speaker.say('', 'zh');
    world.hold?.(false);
    speaker.play('paid');
    await until(() => played(world).at(-1) === 'paid');
    t.strictSame(said(world).slice(-2), ['third', 'fourth']);
  });
});

t.test('a player that does not end is ended at the limit and counts as away until it plays', async (t) => {
  const world = recordingWorld(t);
  const speaker = open({ ...world.profile, soundWithinMs: 700 });
  t.teardown(() => speaker.stop());
  await speaker.start();
  await until(() => speaker.health().state === 'ready');
  world.hold?.(true);
  speaker.play('paid');
  await until(() => speaker.health().state === 'unavailable');
  t.match(speaker.health().detail, /no end within 700 ms/);
  world.hold?.(false);
  await until(() => speaker.health().state === 'ready');
});

t.test('programs that are not installed are a speaker that is away, or one that cannot speak', async (t) => {
  const world = recordingWorld(t);
  const without = open({ ...world.profile, player: 'no-such-player' });
  t.teardown(() => without.stop());
  await without.start();
  t.match(without.health(), { state: 'unavailable', fault: 'SPEAKER_OFFLINE' });
  const mute = open({ ...world.profile, voice: 'no-such-voice' });
  t.teardown(() => mute.stop());
  await mute.start();
  t.match(mute.health(), { state: 'degraded', detail: /no-such-voice is not installed/ });
});
