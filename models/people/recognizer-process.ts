/**
 * The recognizer as a process of its own (`recognizer-program.ts`): its crashes and its memory are not the
 * machine's. There is none while it is off. One frame is with it, one waits, a newer one takes its place. If it
 * ends or does not answer it is started again, later each time until it has answered.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { Log } from '../../src/platform/log.ts';
import { pictureBytesMax } from '../codes/picture-header.ts';
import { FaceTracks } from './face-tracks.ts';
import type { EngineName } from './nets/engine.ts';
import type { Recognizer, RecognizerEvents, RecognizerState, ShownFrame, Wants } from './recognizer.ts';
import { AnswerLines, frameHeader, type RecognizerAnswer, wantsNumber } from './recognizer-codec.ts';

export interface RecognizerProcessOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** `auto`, the default: onnxruntime where it loads, else WebAssembly. */
  readonly engine?: EngineName | 'auto';
  /** Another program that keeps the same protocol. */
  readonly program?: string;
  /** A frame or a start that takes longer is given up and the process with it. */
  readonly answerWithinMs?: number;
}

const programDefault = fileURLToPath(new URL('./recognizer-program.ts', import.meta.url));
/** Starting reads the nets, which takes long on a slow card. */
const answerWithinMsDefault = 20_000;
const [restartFirstMs, restartMaxMs] = [500, 30_000];
const wordsMax = 400;
const nodeOptions = ['--max-old-space-size=128', '--max-semi-space-size=8'];

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

export class RecognizerProcess extends EventEmitter<RecognizerEvents> implements Recognizer {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #engine: EngineName | 'auto';
  readonly #program: string;
  readonly #answerWithinMs: number;
  #state: RecognizerState = 'off';
  #wants: Wants = { templates: false, expression: false, body: false };
  #running: Running | undefined;
  #tracks = new FaceTracks();
  #waiting: { readonly frame: ShownFrame; readonly shownAtMs: number } | undefined;
  #reading: { readonly takenAtMs: number; readonly shownAtMs: number } | undefined;
  #cancelTimer: Cancel = () => undefined;
  #failures = 0;

  constructor({ clock, log, engine, program, answerWithinMs }: RecognizerProcessOptions) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#engine = engine ?? 'auto';
    this.#program = program ?? programDefault;
    this.#answerWithinMs = answerWithinMs ?? answerWithinMsDefault;
  }

  get state(): RecognizerState {
    return this.#state;
  }

  /** The process's number, for whoever measures it. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async start(wants: Wants): Promise<void> {
    this.#wants = wants;
    if (this.#state !== 'off') return;
    this.#tracks = new FaceTracks();
    this.#failures = 0;
    this.#launch();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#waiting = undefined;
    this.#reading = undefined;
    this.#cancelTimer();
    this.#become('off');
    // Nothing of it lasts, so nothing is lost by ending it at once.
    running?.child.kill('SIGKILL');
    await running?.ended;
  }

  show(frame: ShownFrame): void {
    if (this.#state === 'off' || this.#state === 'failed') return;
    if (frame.jpeg.length > pictureBytesMax) {
      this.emit('refused', 'PICTURE_TOO_LARGE');
      return;
    }
    this.#waiting = { frame, shownAtMs: this.#clock.monotonicMs() };
    this.#send();
  }

  #launch(): void {
    const args = [...nodeOptions, this.#program, this.#engine, String(wantsNumber(this.#wants))];
    // Nothing of this process's environment, which may hold secrets.
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'], env: {} });
    let words = '';
    child.stderr?.on('data', (bytes: Uint8Array) => {
      words = (words + Buffer.from(bytes).toString('latin1')).slice(-wordsMax);
    });
    // A pipe that breaks is told of by the process's end.
    child.stdin?.on('error', () => undefined);
    const lines = new AnswerLines();
    const pipe = child.stdio[3] as Readable | null;
    pipe?.on('data', (bytes: Uint8Array) => {
      let answers: RecognizerAnswer[];
      try {
        answers = lines.feed(bytes);
      } catch (error) {
        words = error instanceof Error ? error.message : String(error);
        child.kill('SIGKILL');
        return;
      }
      for (const answer of answers) if (this.#running?.child === child) this.#take(answer);
    });
    const ended = new Promise<void>((resolve) => {
      const end = () => {
        resolve();
        if (this.#running?.child === child) this.#fail(words);
      };
      child.once('close', end).once('error', end);
    });
    this.#running = { child, ended };
    this.#become('starting');
    this.#expectAnswer(child);
  }

  #expectAnswer(child: ChildProcess): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(this.#answerWithinMs, () => child.kill('SIGKILL'));
  }

  #take(answer: RecognizerAnswer): void {
    this.#cancelTimer();
    if ('ready' in answer) {
      this.#log.info('recognizer ready', { engine: answer.ready });
      this.#become('ready');
    } else {
      const reading = this.#reading;
      this.#reading = undefined;
      if (!reading) {
        this.#running?.child.kill('SIGKILL');
        return;
      }
      this.#failures = 0;
      if ('refused' in answer) this.emit('refused', answer.refused);
      else this.#tell(answer.found, reading);
    }
    this.#send();
  }

  #tell(
    { frame, faces, body }: Extract<RecognizerAnswer, { found: unknown }>['found'],
    { takenAtMs, shownAtMs }: { readonly takenAtMs: number; readonly shownAtMs: number },
  ): void {
    const boxes = faces.map(({ box }) => box);
    const tracks = this.#tracks.follow(boxes, takenAtMs);
    this.emit('found', {
      takenAtMs,
      ageMs: this.#clock.monotonicMs() - shownAtMs,
      frame,
      faces: faces.map((face, i) => ({ trackId: tracks[i] ?? 0, ...face })),
      ...(body ? { body } : {}),
    });
  }

  #send(): void {
    const waiting = this.#waiting;
    const child = this.#running?.child;
    if (this.#state !== 'ready' || this.#reading || !waiting || !child?.stdin) return;
    this.#waiting = undefined;
    const { jpeg, takenAtMs } = waiting.frame;
    this.#reading = { takenAtMs, shownAtMs: waiting.shownAtMs };
    child.stdin.write(frameHeader({ jpeg, takenAtMs, wants: this.#wants }));
    child.stdin.write(jpeg);
    this.#expectAnswer(child);
  }

  #fail(words: string): void {
    this.#running = undefined;
    this.#waiting = undefined;
    this.#reading = undefined;
    this.#cancelTimer();
    const delayMs = Math.min(restartMaxMs, restartFirstMs * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#log.warn('recognizer ended', { words: words.trim(), restartMs: delayMs });
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#launch());
    this.#become('failed');
  }

  #become(state: RecognizerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit('stateChanged', state);
  }
}
