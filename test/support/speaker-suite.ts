/** What every speaker driver owes (`hal/speaker/speaker.ts`). */
import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import type { Sound, Speaker } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import { soundWave } from '../../hal/speaker/sound-waves.ts';
import { testContext } from './hal-context.ts';
import { until } from './hal-until.ts';
import type { SpeakerWorld } from './speaker-worlds.ts';

const sounds: readonly Sound[] = ['scanAccepted', 'scanRefused', 'paid', 'failed', 'takeGoods'];
export const hashOf = (sound: Sound) => createHash('sha256').update(soundWave(sound)).digest('hex');

export function openSpeaker(profile: unknown, context = testContext()): Speaker {
  const { speaker } = openHal({ version: 1, speaker: profile }, context);
  if (!speaker) throw new Error('the profile has no speaker');
  return speaker;
}

/** The sounds that the player was given, in order. */
export const played = (world: SpeakerWorld) =>
  (world.notes?.() ?? []).flatMap(({ sha256 }) => sounds.filter((sound) => hashOf(sound) === sha256));
export const said = (world: SpeakerWorld) =>
  (world.notes?.() ?? []).flatMap(({ as, text }) => (as === 'player' && text ? [text.trim()] : []));

export function speakerSuite(name: string, skip: string | false, make: (t: Test) => SpeakerWorld): void {
  t.test(`a speaker ${name}`, { skip }, async (t) => {
    const world = make(t);
    const speaker = openSpeaker(world.profile);
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
      await world.away('player', true);
      speaker.play('paid');
      await until(() => speaker.health().state === 'unavailable');
      t.equal(speaker.health().fault, 'SPEAKER_OFFLINE');
      const paid = played(world).filter((sound) => sound === 'paid').length;
      speaker.play('takeGoods');
      speaker.say('nobody hears this', 'en');
      await world.away('player', false);
      await until(() => speaker.health().state === 'ready');
      speaker.play('failed');
      await until(() => !world.notes || played(world).at(-1) === 'failed');
      t.equal(played(world).filter((sound) => sound === 'paid').length, paid, 'nothing is played late');
      t.notOk(said(world).includes('nobody hears this'));
    });

    t.test('keeps its sounds when only the voice fails', async (t) => {
      await world.away('voice', true);
      speaker.say('one', 'en');
      await until(() => speaker.health().state === 'degraded');
      t.equal(speaker.speaks, false);
      const before = world.runs();
      speaker.play('paid');
      await until(() => world.runs() > before);
      await world.away('voice', false);
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
