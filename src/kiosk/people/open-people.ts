/** Everything about people at one machine, made together: their templates, the camera's lamp, and the looks. */
import type { Camera, Gpio } from '../../../hal/hal.ts';
import type { Recognizer } from '../../../models/people/recognizer.ts';
import { faultCodeOf } from '../../domain/fault.ts';
import { type MatchRule, realFaces } from '../../domain/identity.ts';
import { type FacePolicy, noFaces } from '../../domain/identity-policy.ts';
import type { RecordBody } from '../../domain/record.ts';
import { memoryFile, type TextFile } from '../../platform/atomic-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { MakeId, Random } from '../../platform/random.ts';
import type { ConsentBook } from '../journal/consent-book.ts';
import { CameraLamp } from './camera-lamp.ts';
import { FaceKeeper } from './face-keeper.ts';
import { faceKey } from './face-key.ts';
import { PeopleFlow } from './people-flow.ts';
import type { PeopleNews } from './people-ports.ts';
import { type PrivacyReport, privacyReport } from './privacy-report.ts';
import { type Forgettable, TemplateStore } from './template-store.ts';

/** What a machine is given for faces; everything is optional, and without a recognizer faces are off. */
export interface FaceParts {
  /** Its process runs only while it is asked to look. */
  readonly recognizer?: Recognizer;
  /** Templates; kept in memory if not given. */
  readonly store?: TextFile;
  /** The key as systemd gives it, and where one is kept that was drawn here. */
  readonly credential?: TextFile;
  readonly ownKey?: TextFile;
  /** When two faces are one person; `realFaces` if not given. */
  readonly rule?: MatchRule;
}

export interface OpenPeoplePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly makeId: MakeId;
  readonly camera: Camera | undefined;
  readonly gpio: Gpio | undefined;
  readonly lampLine: string | undefined;
  readonly parts: FaceParts;
  readonly book: ConsentBook;
  /** Names a card so that nobody elsewhere can tell which it is. */
  cardTag(code: string): string;
  /** What the bundle in force says; undefined before the first one. */
  site(): { readonly faces?: FacePolicy | undefined } | undefined;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  give(news: PeopleNews | FaceForgotten): void;
  changed(): void;
  failed(error: unknown): void;
}

/** The end of a wish to be forgotten. */
export interface FaceForgotten {
  readonly type: 'faceForgotten';
  readonly consentId: string;
  readonly forgotten: boolean;
}

export interface People {
  readonly flow: PeopleFlow;
  readonly keeper: FaceKeeper;
  /** Deletes what is kept of somebody, or what pays for them; the sale is told. */
  forget(personId: string, consentId: string, whose: Forgettable): void;
  report(): Promise<PrivacyReport>;
}

export function openPeople(ports: OpenPeoplePorts): People {
  const { parts, random, log, book, camera, gpio, lampLine } = ports;
  const { store: file = memoryFile(), ownKey = memoryFile(), credential, rule = realFaces } = parts;
  const store = new TemplateStore(file, faceKey(credential, ownKey, random), random);
  const policy = () => {
    const site = ports.site();
    return site && (site.faces ?? noFaces);
  };
  const keeper = new FaceKeeper({ ...ports, store, policy, rule });
  const lamp = new CameraLamp({ camera, gpio, line: lampLine, log });
  const { recognizer } = parts;
  const flow = new PeopleFlow({ ...ports, recognizer, keeper, lamp, rule });
  return {
    flow,
    keeper,
    forget: (personId, consentId, whose) => {
      keeper.forgetWhole(personId, whose).then(
        (forgotten) => ports.give({ type: 'faceForgotten', consentId, forgotten }),
        (error: unknown) => {
          log.warn('a face was not forgotten', { code: faultCodeOf(error) });
          ports.give({ type: 'faceForgotten', consentId, forgotten: false });
        },
      );
    },
    report: () => privacyReport({ keeper, book, camera, policy: policy() ?? noFaces, rule }),
  };
}
