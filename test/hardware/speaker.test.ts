/** The speaker on the kernel's dummy sound card: aplay and espeak-ng themselves, and a card that goes. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import t from 'tap';
import { until } from '../support/hal-until.ts';
import { labAbsent } from '../support/lab-devices.ts';
import { speakerSuite } from '../support/speaker-suite.ts';
import { realWorld } from '../support/speaker-worlds.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const modprobe = (...args: string[]) => spawnSync('modprobe', args).status === 0;

speakerSuite('on a sound card', labAbsent, (t) => {
  console.log(`# the card's nodes are ${readdirSync('/dev/snd').join(', ')}`);
  const world = realWorld(t, 'plughw:0,0');
  t.teardown(() => modprobe('snd-dummy'));
  return {
    ...world,
    profile: { ...world.profile, soundWithinMs: 10_000, speechWithinMs: 60_000 },
    away: async (what, away) => {
      if (what === 'voice') return world.away(what, away);
      // The card can be taken away only in a moment in which nothing is played.
      await until(() => (away ? modprobe('-r', 'snd-dummy') : modprobe('snd-dummy')));
    },
  };
});
