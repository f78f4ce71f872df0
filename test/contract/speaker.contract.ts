/** The speaker's contract over programs that write down what they are given and over the real ones. */
import t from 'tap';
import { until } from '../support/hal-until.ts';
import { hashOf, openSpeaker, played, said, speakerSuite } from '../support/speaker-suite.ts';
import { realProgramsMissing, realWorld, recordingWorld } from '../support/speaker-worlds.ts';

t.setTimeout(240_000);

const missing = realProgramsMissing === undefined ? false : `not installed: ${realProgramsMissing}`;
speakerSuite('whose programs write down what they are given', false, recordingWorld);
speakerSuite('behind aplay and espeak-ng, on a device without sound', missing, (t) => realWorld(t));

t.test('one thing is heard at a time', async (t) => {
  const world = recordingWorld(t);
  const speaker = openSpeaker(world.profile);
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
  const speaker = openSpeaker({ ...world.profile, soundWithinMs: 700 });
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
  const without = openSpeaker({ ...world.profile, player: 'no-such-player' });
  t.teardown(() => without.stop());
  await without.start();
  t.match(without.health(), { state: 'unavailable', fault: 'SPEAKER_OFFLINE' });
  const mute = openSpeaker({ ...world.profile, voice: 'no-such-voice' });
  t.teardown(() => mute.stop());
  await mute.start();
  t.match(mute.health(), { state: 'degraded', detail: /no-such-voice is not installed/ });
});
