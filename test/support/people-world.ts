/**
 * A camera with its lamp, a recognizer that sees whom it is told to see, and around them everything about
 * people at a machine, on virtual time and files in memory.
 */

import type { CameraEvents } from '../../hal/camera/camera.ts';
import { EventSource } from '../../hal/event-source.ts';
import type { Camera, Frame, Gpio } from '../../hal/hal.ts';
import type {
  Findings,
  Recognizer,
  RecognizerEvents,
  RecognizerState,
  Wants,
} from '../../models/people/recognizer.ts';
import { realFaces } from '../../src/domain/identity.ts';
import type { SeenFace } from '../../src/domain/identity-face.ts';
import { type FacePolicy, usualFaces } from '../../src/domain/identity-policy.ts';
import { type JournalRecord, type RecordBody, recordBodySchema } from '../../src/domain/record.ts';
import { ConsentBook } from '../../src/kiosk/journal/consent-book.ts';
import { CameraLamp } from '../../src/kiosk/people/camera-lamp.ts';
import { FaceKeeper } from '../../src/kiosk/people/face-keeper.ts';
import { faceKey } from '../../src/kiosk/people/face-key.ts';
import { PeopleFlow } from '../../src/kiosk/people/people-flow.ts';
import type { PeopleNews } from '../../src/kiosk/people/people-ports.ts';
import { TemplateStore } from '../../src/kiosk/people/template-store.ts';
import { memoryFile } from '../../src/platform/atomic-file.ts';
import { silentLog } from '../../src/platform/log.ts';
import { idMaker, seededRandom } from '../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../src/platform/virtual-clock.ts';

/** Findings of a frame of 640 × 480 with those faces. */
export function findingsOf(takenAtMs: number, faces: readonly SeenFace[]): Findings {
  return {
    takenAtMs,
    ageMs: 20,
    frame: { width: 640, height: 480 },
    faces: faces.map((face) => ({
      trackId: face.track,
      score: 0.99,
      box: {
        x: face.box.x * 640,
        y: face.box.y * 480,
        width: face.box.width * 640,
        height: face.box.height * 480,
      },
      eyeDistancePx: face.eyeDistancePx,
      sharpness: face.sharpness,
      brightness: 0.5,
      pose: { yaw: face.yawDeg, pitch: face.pitchDeg, roll: face.rollDeg },
      eyes: { left: 0.12 + 0.14 * face.eyesOpen, right: 0.12 + 0.14 * face.eyesOpen },
      mouth: { open: 0, width: 0.4 },
      ...(face.expressions ? { expression: { neutral: 0, ...face.expressions } } : {}),
      ...(face.template ? { template: face.template } : {}),
    })),
  };
}

/** As a machine names a card. */
export const cardTag = (code: string): string => code.padEnd(43, '0');

class FakeCamera extends EventSource<Pick<CameraEvents, 'turned' | 'healthChanged'>> {
  isOn = false;
  #listener: ((frame: Frame) => void) | undefined;

  health() {
    return { state: 'ready' };
  }

  watch(listener: (frame: Frame) => void): () => void {
    this.#listener = listener;
    this.isOn = true;
    this.raise('turned', true);
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = undefined;
      this.isOn = false;
      this.raise('turned', false);
    };
  }

  unplug(): void {
    this.raise('healthChanged', { state: 'unavailable', fault: 'CAMERA_OFFLINE' });
  }

  picture(takenAtMs: number): void {
    this.#listener?.({ jpeg: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), takenAtMs });
  }
}

/** Sees in every picture whom `faces` says, without what was not wanted. */
export class FakeRecognizer extends EventSource<RecognizerEvents> implements Recognizer {
  state: RecognizerState = 'off';
  faces: (atMs: number) => readonly SeenFace[] = () => [];
  readonly started: Wants[] = [];
  #wants: Wants | undefined;

  async start(wants: Wants): Promise<void> {
    this.started.push(wants);
    this.#wants = wants;
    this.#turn('ready');
  }

  async stop(): Promise<void> {
    this.#wants = undefined;
    this.#turn('off');
  }

  show({ takenAtMs }: { readonly takenAtMs: number }): void {
    const wants = this.#wants;
    if (!wants) return;
    const faces = this.faces(takenAtMs).map(({ template, expressions, ...face }) => ({
      ...face,
      ...(wants.templates && template ? { template } : {}),
      ...(wants.expression && expressions ? { expressions } : {}),
    }));
    this.raise('found', findingsOf(takenAtMs, faces));
  }

  fail(): void {
    this.#turn('failed');
  }

  #turn(state: RecognizerState): void {
    this.state = state;
    this.raise('stateChanged', state);
  }
}

export function peopleWorld(lampBurns = true) {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, Date.UTC(2026, 10, 22));
  const random = seededRandom(11);
  const camera = new FakeCamera();
  const recognizer = new FakeRecognizer();
  const files = { faces: memoryFile(), key: memoryFile() };
  const book = new ConsentBook();
  const records: RecordBody[] = [];
  const news: PeopleNews[] = [];
  const lamp: boolean[] = [];
  let policy: FacePolicy | undefined = usualFaces;
  const append = async (bodies: readonly RecordBody[]) => {
    for (const given of bodies) {
      const body = recordBodySchema.parse(given);
      records.push(body);
      const record: JournalRecord = { seq: records.length, atMs: clock.now(), clock: 'synchronised', body };
      book.apply(record);
    }
  };
  const gpio = {
    set: async (_line: string, on: boolean) => {
      if (!lampBurns) throw new Error('no answer');
      lamp.push(on);
    },
  } as unknown as Gpio;
  const store = new TemplateStore(files.faces, faceKey(undefined, files.key, random), random);
  const common = { clock, random, log: silentLog, makeId: idMaker(clock, random), append };
  const keeper = new FaceKeeper({ ...common, store, book, rule: realFaces, cardTag, policy: () => policy });
  const light = new CameraLamp({
    camera: camera as unknown as Camera,
    gpio,
    line: 'lamp.camera',
    log: silentLog,
  });
  const flow = new PeopleFlow({
    ...common,
    ...{ recognizer, keeper, lamp: light, rule: realFaces },
    camera: camera as unknown as Camera,
    give: (one) => news.push(one),
    changed: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  const settle = () => timeline.run(timeline.nowMs());
  return {
    ...{ timeline, clock, camera, recognizer, files, book, records, news, lamp, store, keeper, flow },
    setPolicy: (next: FacePolicy | undefined) => {
      policy = next;
    },
    settle,
    kinds: () => records.map(({ kind }) => kind),
    /** A picture every 100 ms for so long, with those faces. */
    async film(forMs: number, faces: (sinceMs: number) => readonly SeenFace[]) {
      const from = clock.now();
      recognizer.faces = (atMs) => faces(atMs - from);
      for (let ms = 0; ms < forMs; ms += 100) {
        camera.picture(clock.now());
        await timeline.run(timeline.nowMs() + 100);
      }
    },
  };
}
