/**
 * The way between one client and the broker. It can be cut in several manners: `refused` resets every
 * connection at once and lets none be made; `stalled` holds all bytes back, `stalledUp` those of the client
 * and `stalledDown` those of the broker, and only time-outs notice. What was held back arrives late when
 * the way opens again before either end has given up.
 */
import type { Random } from '../../../../src/platform/random.ts';
import type { Timeline } from '../../../../src/platform/virtual-clock.ts';

export type CableState = 'up' | 'refused' | 'stalled' | 'stalledUp' | 'stalledDown';
export type End = 'client' | 'broker';

/** One packet, as an object: what is in it matters, its bytes do not. */
export type Frame =
  | { readonly kind: 'connect'; readonly clientId: string; readonly will: WillMessage | undefined }
  | { readonly kind: 'connected' }
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly filter: string }
  | {
      readonly kind: 'publish';
      readonly packetId: number;
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly retain: boolean;
    }
  | { readonly kind: 'published'; readonly packetId: number };

export interface WillMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

export interface WireEnd {
  receive(frame: Frame): void;
  /** The connection is gone, as this end learns. */
  lost(): void;
}

/** After this long without a sign of life an end gives its connection up: 1.5 times the keepalive of 10 s. */
const noticeMs = 15_000;

/** One connection. Frames arrive in order, or not at all. */
export class Wire {
  readonly cable: Cable;
  #ends: { [E in End]: WireEnd | undefined };
  #lastArrivalMs = { client: 0, broker: 0 };
  #held: { to: End; frame: Frame }[] = [];

  constructor(cable: Cable, client: WireEnd, broker: WireEnd) {
    this.cable = cable;
    this.#ends = { client, broker };
  }

  send(to: End, frame: Frame): void {
    const { timeline } = this.cable;
    const arrivalMs = Math.max(this.#lastArrivalMs[to], timeline.nowMs() + this.cable.delayMs());
    this.#lastArrivalMs[to] = arrivalMs;
    timeline.after(arrivalMs - timeline.nowMs(), () => this.#arrive(to, frame));
  }

  /** As `send`, but `byMs` later and behind whatever is sent meanwhile. */
  sendLate(to: End, frame: Frame, byMs: number): void {
    this.cable.timeline.after(byMs + this.cable.delayMs(), () => this.#arrive(to, frame));
  }

  /** The process at the client's end is gone: what it has sent still arrives, then the broker learns of it. */
  close(): void {
    this.#ends.client = undefined;
    const { timeline } = this.cable;
    const arrivalMs = Math.max(this.#lastArrivalMs.broker, timeline.nowMs() + this.cable.delayMs());
    timeline.after(arrivalMs - timeline.nowMs(), () => {
      if (!this.cable.holds('broker')) this.giveUp('broker');
    });
  }

  /** The connection is torn: nothing under way arrives, and both ends learn of it now. */
  reset(): void {
    this.giveUp('client');
    this.giveUp('broker');
  }

  /** One end gives up; the other one notices when it hears nothing for too long. */
  giveUp(end: End): void {
    const gone = this.#ends[end];
    this.#ends[end] = undefined;
    this.#held = [];
    if (!this.#ends.client && !this.#ends.broker) this.cable.wires.delete(this);
    gone?.lost();
  }

  /** The process at the client's end is gone and its computer says nothing any more. */
  vanish(): void {
    this.#ends.client = undefined;
    this.cable.timeline.after(noticeMs, () => this.giveUp('broker'));
  }

  stall(): void {
    const { timeline } = this.cable;
    for (const end of ['client', 'broker'] as const) {
      const afterMs = noticeMs * (0.7 + this.cable.random.fraction() * 0.5);
      timeline.after(afterMs, () => {
        if (this.cable.state.startsWith('stalled')) this.giveUp(end);
      });
    }
  }

  /** The way is open again: what was held back arrives, or a half-dead connection is noticed. */
  resume(): void {
    if (!this.#ends.client || !this.#ends.broker) {
      this.reset();
      return;
    }
    const held = this.#held;
    this.#held = [];
    for (const { to, frame } of held) this.send(to, frame);
  }

  #arrive(to: End, frame: Frame): void {
    if (!this.#ends[to]) return;
    if (this.cable.holds(to)) this.#held.push({ to, frame });
    else this.#ends[to]?.receive(frame);
  }
}

export class Cable {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly wires = new Set<Wire>();
  delayMsMax = 40;
  #state: CableState = 'up';

  constructor(timeline: Timeline, random: Random) {
    this.timeline = timeline;
    this.random = random;
  }

  get state(): CableState {
    return this.#state;
  }

  /** Whether what is on its way to that end is held back now. */
  holds(to: End): boolean {
    const { state } = this;
    return state === 'stalled' || state === (to === 'broker' ? 'stalledUp' : 'stalledDown');
  }

  set(state: CableState): void {
    const before = this.#state;
    this.#state = state;
    if (before === state) return;
    for (const wire of [...this.wires]) {
      if (state === 'refused') wire.reset();
      else if (state === 'up') wire.resume();
      else wire.stall();
    }
  }

  delayMs(): number {
    return 0.5 + this.random.fraction() * this.delayMsMax;
  }
}
