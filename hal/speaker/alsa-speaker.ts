/**
 * A loudspeaker behind ALSA. What is wished while it is away is not kept: a sound that comes late says
 * something wrong. While it is away a little silence is played to it now and then, to find it back.
 */
import type { Cancel } from '../../src/platform/clock.ts';
import type { DeviceEvents, DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { findProgram } from '../program.ts';
import { SoundPrograms, type SoundProgramsOptions, type SoundRun } from './sound-programs.ts';
import { silentWave, soundWave } from './sound-waves.ts';
import type { Sound, Speaker } from './speaker.ts';
import { nextTurn, type Turns, type Utterance, wish } from './speaker-turns.ts';

export interface AlsaSpeakerOptions extends SoundProgramsOptions {
  readonly speech: boolean;
  readonly soundWithinMs: number;
  readonly speechWithinMs: number;
  readonly probeEveryMs: number;
}

const probeSilenceMs = 20;

export class AlsaSpeaker extends DeviceDriver<DeviceEvents> implements Speaker {
  readonly kind = 'speaker';
  readonly #options: AlsaSpeakerOptions;
  readonly #programs: SoundPrograms;
  readonly #waves = new Map<Sound, Uint8Array>();
  #turns: Turns = {};
  #run: SoundRun | undefined;
  #started = false;
  #cancelProbe: Cancel | undefined;

  constructor(deviceId: string, options: AlsaSpeakerOptions, context: DriverContext) {
    super(deviceId, context, 'SPEAKER_OFFLINE');
    this.#options = options;
    this.#programs = new SoundPrograms(options, context.clock);
  }

  get speaks(): boolean {
    return this.#options.speech && this.health().state === 'ready';
  }

  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    await this.#probe();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#cancelProbe?.();
    this.#turns = {};
    const run = this.#run;
    run?.cut();
    await run?.ended;
    this.#tell('unavailable', 'stopped');
  }

  play(sound: Sound): void {
    if (this.#started && this.health().state !== 'unavailable') this.#take({ kind: 'sound', sound });
  }

  say(text: string, language: 'zh' | 'en'): void {
    if (this.#started && this.speaks) this.#take({ kind: 'speech', text, language });
  }

  #take(wanted: Utterance): void {
    const { turns, cut } = wish(this.#turns, wanted);
    this.#turns = turns;
    if (cut) this.#run?.cut();
    else this.#startNext();
  }

  #startNext(): void {
    if (this.#run || !this.#started) return;
    this.#turns = nextTurn(this.#turns);
    const { running } = this.#turns;
    if (!running) return;
    const { soundWithinMs, speechWithinMs } = this.#options;
    const run =
      running.kind === 'sound'
        ? this.#programs.playWave(this.#waveOf(running.sound), soundWithinMs)
        : this.#programs.sayText(running.text, running.language, speechWithinMs);
    void this.#follow(run).then(() => this.#startNext());
  }

  /** Waits for the end of a run and draws conclusions about the device. */
  async #follow(run: SoundRun): Promise<void> {
    this.#run = run;
    const ended = await run.ended;
    this.#run = undefined;
    const { running: _over, ...waiting } = this.#turns;
    this.#turns = waiting;
    if (!this.#started) return;
    if (ended.end === 'heard') {
      if (this.health().state === 'unavailable') await this.#tellPresent();
    } else if (ended.end === 'voice') {
      this.#tell('degraded', `sounds, but no speech: ${this.#options.voice} ${ended.reason}`);
      this.#probeLater();
    } else if (ended.end === 'player') {
      this.#turns = {};
      this.#tell('unavailable', `${this.#options.player} ${ended.reason}`);
      this.#probeLater();
    }
  }

  /** Plays a moment of silence, unless something is heard just now, which tells the same. */
  async #probe(): Promise<void> {
    if (!this.#run) {
      await this.#follow(this.#programs.playWave(silentWave(probeSilenceMs), this.#options.soundWithinMs));
    }
    if (!this.#started) return;
    if (this.health().state === 'degraded') await this.#tellPresent();
    if (this.health().state !== 'ready') this.#probeLater();
    this.#startNext();
  }

  async #tellPresent(): Promise<void> {
    const { speech, voice, device } = this.#options;
    const voiceMissing = speech
      ? await findProgram(voice).then(
          () => undefined,
          (error: Error) => error.message,
        )
      : undefined;
    if (!this.#started) return;
    if (voiceMissing) this.#tell('degraded', `sounds, but no speech: ${voiceMissing}`);
    else this.setHealth({ state: 'ready', detail: `${device}${speech ? ', speaks' : ''}` });
  }

  #probeLater(): void {
    this.#cancelProbe?.();
    this.#cancelProbe = this.context.clock.after(this.#options.probeEveryMs, () => void this.#probe());
  }

  #waveOf(sound: Sound): Uint8Array {
    const wave = this.#waves.get(sound) ?? soundWave(sound);
    this.#waves.set(sound, wave);
    return wave;
  }

  #tell(state: 'degraded' | 'unavailable', detail: string): void {
    this.setHealth({ state, fault: 'SPEAKER_OFFLINE', detail: `${this.#options.device}: ${detail}` });
  }
}
