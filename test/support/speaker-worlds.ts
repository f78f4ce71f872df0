/** What stands behind the speaker driver: programs that write down what they were given, or the real ones. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SoundNote {
  readonly as: 'player' | 'voice';
  readonly args?: readonly string[];
  readonly sha256?: string;
  readonly text?: string;
  readonly ended?: string;
}

export interface SpeakerWorld {
  readonly profile: Record<string, unknown>;
  /** How often the player was run, the driver's moments of silence included. */
  runs(): number;
  away(what: 'player' | 'voice', away: boolean): void | Promise<void>;
  /** What was written down; real programs write nothing down. */
  notes?(): SoundNote[];
  /** Keeps what is played from ending. */
  hold?(on: boolean): void;
}

interface Test {
  teardown(action: () => unknown): void;
}

const fakeProgram = new URL('./fake-sound-program.ts', import.meta.url).pathname;
const quick = { speech: true, probeEveryMs: 100 };

function inFolder(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-speaker-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const flag = (name: string, on: boolean) =>
    on ? writeFileSync(at(name), '') : rmSync(at(name), { force: true });
  const script = (name: string, lines: string) => {
    writeFileSync(at(name), `#!/bin/sh\n${lines}\n`);
    chmodSync(at(name), 0o755);
    return at(name);
  };
  const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');
  return { folder, at, flag, script, read };
}

export function recordingWorld(t: Test): SpeakerWorld {
  const { folder, flag, script, read } = inFolder(t);
  const run = (as: string) => `exec '${process.execPath}' '${fakeProgram}' '${folder}' ${as} "$@"`;
  const notes = () =>
    read('notes.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SoundNote);
  return {
    profile: {
      ...{ driver: 'alsa', device: 'plughw:1,0', ...quick },
      ...{ player: script('player', run('player')), voice: script('voice', run('voice')) },
    },
    runs: () => notes().filter(({ as, args }) => as === 'player' && args).length,
    away: (what, away) => flag(`${what}-away`, away),
    notes,
    hold: (on) => flag('hold', on),
  };
}

/** Why the real programs cannot be tried here. */
export const realProgramsMissing =
  ['aplay', 'espeak-ng'].filter((name) => spawnSync(name, ['--version']).error).join(' and ') || undefined;

/** aplay and espeak-ng themselves, on ALSA's null device or the one that is named; away is a device there is not. */
export function realWorld(t: Test, device = 'null'): SpeakerWorld {
  const { at, flag, script, read } = inFolder(t);
  const away = (what: string) => `[ -e '${at(`${what}-away`)}' ]`;
  const player = `echo run >> '${at('runs')}'\nif ${away('player')}; then exec aplay -q -D no_such_device; fi\nexec aplay "$@"`;
  const voice = `if ${away('voice')}; then exec espeak-ng --stdin --stdout --no-such-option; fi\nexec espeak-ng "$@"`;
  return {
    profile: {
      ...{ driver: 'alsa', device, ...quick },
      ...{ player: script('player', player), voice: script('voice', voice) },
    },
    runs: () => read('runs').split('\n').length - 1,
    away: (what, on) => flag(`${what}-away`, on),
  };
}
