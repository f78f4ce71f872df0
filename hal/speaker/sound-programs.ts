/**
 * The programs that make sound: `aplay` (ALSA) reads a WAV from its standard input, `espeak-ng` reads a
 * text from its own and writes a WAV. What is played or said never stands in a program's arguments. A run
 * ends when the player does, at its time limit, or when it is cut off.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { pipeline } from 'node:stream';
import type { Clock } from '../../src/platform/clock.ts';
import { lastWords, programEnvironment } from '../program.ts';

export interface SoundProgramsOptions {
  readonly player: string;
  readonly voice: string;
  /** The ALSA device. */
  readonly device: string;
  readonly wordsPerMinute: number;
}

/** How a run ended. `player` and `voice`: that program failed, for the reason given. */
export type RunEnd =
  | { readonly end: 'heard' | 'cut' }
  | { readonly end: 'player' | 'voice'; readonly reason: string };

export interface SoundRun {
  readonly ended: Promise<RunEnd>;
  cut(): void;
}

const voices = { zh: 'cmn', en: 'en-gb' } as const;
const writtenMax = 2_000;
const textLengthMax = 500;

export class SoundPrograms {
  readonly #options: SoundProgramsOptions;
  readonly #clock: Clock;

  constructor(options: SoundProgramsOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  playWave(wave: Uint8Array, withinMs: number): SoundRun {
    const player = this.#startPlayer();
    player.stdin?.end(wave);
    return this.#watch(player, undefined, withinMs);
  }

  sayText(text: string, language: 'zh' | 'en', withinMs: number): SoundRun {
    const { voice, wordsPerMinute } = this.#options;
    const args = ['--stdin', '--stdout', '-v', voices[language], '-s', `${wordsPerMinute}`];
    const speaking = start(voice, args, 'pipe');
    const player = this.#startPlayer();
    if (speaking.stdout && player.stdin) {
      // Either end may be gone first; how each of them ended says all there is to say.
      pipeline(speaking.stdout, player.stdin, () => undefined);
    }
    speaking.stdin?.end(plainText(text));
    return this.#watch(player, speaking, withinMs);
  }

  #startPlayer(): ChildProcess {
    const { player, device } = this.#options;
    return start(player, ['-q', '-D', device, '-t', 'wav'], 'ignore');
  }

  #watch(player: ChildProcess, voice: ChildProcess | undefined, withinMs: number): SoundRun {
    let voiceBytes = 0;
    // espeak-ng ends with 0 even when it had to give up: only its sound proves that it spoke.
    voice?.stdout?.on('data', (bytes: Uint8Array) => {
      voiceBytes += bytes.length;
    });
    let how: 'heard' | 'cut' | 'late' = 'heard';
    const finish = (why: 'cut' | 'late') => {
      if (how !== 'heard') return;
      how = why;
      voice?.kill('SIGKILL');
      player.kill('SIGKILL');
    };
    const limit = this.#clock.after(withinMs, () => finish('late'));
    const ends = [endOf(player), voice ? endOf(voice) : Promise.resolve(undefined)] as const;
    const ended = Promise.all(ends).then(([played, spoken]): RunEnd => {
      limit();
      if (how === 'cut') return { end: 'cut' };
      if (how === 'late') return { end: 'player', reason: `no end within ${withinMs} ms` };
      // A player whose voice gave nothing fails as well; a voice whose player went away breaks off.
      if (voice && voiceBytes === 0) return { end: 'voice', reason: spoken ?? 'gave no sound' };
      if (played !== undefined) return { end: 'player', reason: played };
      return spoken === undefined ? { end: 'heard' } : { end: 'voice', reason: spoken };
    });
    return { ended, cut: () => finish('cut') };
  }
}

function start(program: string, args: readonly string[], output: 'pipe' | 'ignore'): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', output, 'pipe'], env: programEnvironment });
  // A program that ends before it has read everything breaks the pipe; its exit code is what counts.
  child.stdin?.on('error', () => undefined);
  return child;
}

/** Resolves when the program has ended: undefined, or why it failed. */
function endOf(child: ChildProcess): Promise<string | undefined> {
  let written = '';
  child.stderr?.on('data', (bytes: Uint8Array) => {
    written = (written + Buffer.from(bytes).toString('latin1')).slice(-writtenMax);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? code}${lastWords(written)}`),
    );
  });
}

function plainText(text: string): string {
  return `${text.replace(/\p{Cc}/gu, ' ').slice(0, textLengthMax)}\n`;
}
