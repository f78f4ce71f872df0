/** What looking at people needs from the rest of the machine, what is wished of it, and what it tells. */
import type { Camera } from '../../../hal/hal.ts';
import type { Recognizer } from '../../../models/people/recognizer.ts';
import type { ConsentPurpose } from '../../domain/consent-purpose.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { MatchRule } from '../../domain/identity.ts';
import type { ChallengeKind } from '../../domain/identity-challenge.ts';
import type { QualityProblem } from '../../domain/identity-quality.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { CameraLamp } from './camera-lamp.ts';
import type { FaceKeeper } from './face-keeper.ts';
import type { Forgettable } from './template-store.ts';

/**
 * What the sale on the screen wants of camera and recognizer now; absent for nothing. It names the consent that
 * is on record for it.
 */
export interface PeopleWish {
  readonly purpose: ConsentPurpose;
  readonly consentId: string;
  /** Only for `readReaction`: whose offer it is, and the enrolled person it was found for. */
  readonly reaction?: ReactionWish | undefined;
  /** Only for `recogniseFace`: whoever is recognised asks to be forgotten. */
  readonly forgets?: Forgettable | undefined;
  /** Only for `payByFace`: a face is enrolled for that card, or verified against the one that is. */
  readonly card?: { readonly code: string; readonly step: 'enrol' | 'verify' } | undefined;
}

export interface ReactionWish {
  /** The recipient enrolled here: only a face that is theirs is read. */
  readonly faceTag?: string | undefined;
  /** Once it is on the screen. */
  readonly shown?: { readonly giftId: string; readonly offerId: string; readonly atMs: number } | undefined;
}

/** What came of it, for the sale. */
export type PeopleNews =
  /** `tag` is what the enrolled person is known by to givers. */
  | {
      readonly type: 'faceKnown';
      readonly consentId: string;
      readonly tag: string;
      readonly personId: string;
    }
  | { readonly type: 'faceNotKnown'; readonly consentId: string; readonly code: FaultCode }
  /** Without a tag it is for paying. */
  | { readonly type: 'faceKept'; readonly consentId: string; readonly tag?: string }
  /** It is whoever enrolled under that consent, and alive as far as a movement tells. */
  | { readonly type: 'faceVerified'; readonly consentId: string; readonly atMs: number }
  /** The recipient's face is followed: the offer can be shown. */
  | { readonly type: 'reactionReady'; readonly consentId: string };

/** What the page says while the camera looks. */
export interface LookNow {
  readonly step: 'starting' | 'looking' | 'challenge' | 'done';
  readonly problem?: QualityProblem | undefined;
  readonly challenge?: ChallengeKind | undefined;
  /** 0 to 1. */
  readonly progress: number;
}

export interface PeoplePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly camera: Camera | undefined;
  /** Absent where the machine has none: faces are off, whatever the site says. */
  readonly recognizer: Recognizer | undefined;
  readonly lamp: CameraLamp;
  readonly keeper: FaceKeeper;
  readonly rule: MatchRule;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  give(news: PeopleNews): void;
  /** What `now` tells has changed. */
  changed(): void;
  /** Something could not be put on record. */
  failed(error: unknown): void;
}
