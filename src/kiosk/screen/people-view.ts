/** Faces and consents as the screen shows them: what is asked, what the camera does. Nobody is in a view. */
import { z } from 'zod';
import { consentTextOf } from '../../domain/consent.ts';
import { type ConsentPurpose, standingPurposes } from '../../domain/consent-purpose.ts';
import type { ChallengeKind } from '../../domain/identity-challenge.ts';
import { type FacePolicy, facePayLimitMinor, noFaces } from '../../domain/identity-policy.ts';
import type { QualityProblem } from '../../domain/identity-quality.ts';
import type { SaleState } from '../sale/sale-state.ts';
import { secretOf } from './card-view.ts';
import type { View } from './view.ts';

/** What a look says of itself. */
export interface LookShown {
  readonly step: 'starting' | 'looking' | 'challenge' | 'done';
  readonly problem?: QualityProblem | undefined;
  readonly challenge?: ChallengeKind | undefined;
  /** 0 to 1. */
  readonly progress: number;
}

const beginning: LookShown = { step: 'starting', progress: 0 };

export type PeoplePage =
  /** `pays`: faces may stand for cards here, so that may be ended too. */
  | { readonly page: 'faceDesk'; readonly pays?: true }
  | { readonly page: 'faceAge' }
  /** One purpose, one text; the words are in `consent-texts.ts`. */
  | {
      readonly page: 'consent';
      readonly purpose: ConsentPurpose;
      readonly version: number;
      readonly keptDays?: number;
    }
  | ({
      readonly page: 'faceLook';
      readonly purpose: ConsentPurpose;
      /** In place of a card's PIN, which can be entered instead. */
      readonly verifies?: true;
      /** Where that is a password. */
      readonly secret?: 'mixed';
    } & LookShown)
  /** Enrolled, with what the person tells givers; without a tag everything was deleted. */
  | { readonly page: 'faceKept'; readonly tag?: string };

/** The part of a view about people, whatever the page is. */
export interface ViewPeople {
  /** The page about faces can be opened. */
  readonly desk?: true;
  /** What the camera is on for. */
  readonly camera?: ConsentPurpose;
}

export const peopleTaps = [
  z.object({ tap: z.literal('faceDesk') }),
  z.object({ tap: z.literal('giftByFace') }),
  z.object({ tap: z.literal('enrolFace') }),
  z.object({ tap: z.literal('forgetFace') }),
  z.object({ tap: z.literal('stopPayingByFace') }),
  z.object({ tap: z.literal('enrolFaceToPay') }),
  z.object({ tap: z.literal('verifyFace') }),
  z.object({ tap: z.literal('stateAge'), oldEnough: z.boolean() }),
  z.object({ tap: z.literal('answerConsent'), agreed: z.boolean() }),
  z.object({ tap: z.literal('withdrawReaction') }),
] as const;

const phases = [
  'faceDesk',
  'statingAge',
  'consenting',
  'lookingAtFace',
  'preparingReaction',
  'faceKept',
] as const;
export type PeoplePhase = (typeof phases)[number];

export function peoplePage(
  phase: PeoplePhase,
  { people }: SaleState,
  look: LookShown | undefined,
  policy: FacePolicy = noFaces,
): PeoplePage {
  const purpose = people?.purpose ?? 'recogniseFace';
  switch (phase) {
    case 'faceDesk':
      return { page: 'faceDesk', ...(facePayLimitMinor(policy) > 0 ? { pays: true } : {}) };
    case 'statingAge':
      return { page: 'faceAge' };
    case 'consenting':
      return {
        ...{ page: 'consent', purpose, version: consentTextOf(purpose).version },
        ...(standingPurposes.includes(purpose) ? { keptDays: policy.keptDays } : {}),
      };
    case 'lookingAtFace':
    case 'preparingReaction':
      return { page: 'faceLook', purpose, ...(look ?? beginning) };
    case 'faceKept':
      return { page: 'faceKept', ...(people?.tag === undefined ? {} : { tag: people.tag }) };
  }
}

/** Absent where there is nothing to say of people. */
export function peopleOf(
  { people, phase }: SaleState,
  policy: FacePolicy | undefined,
  cameraOn: boolean,
): Pick<View, 'people'> {
  const desk = policy?.recognise ? { desk: true as const } : {};
  const agreed = people?.consentId === undefined ? undefined : people.purpose;
  const purpose = phase === 'verifyingFace' ? 'payByFace' : agreed;
  const camera = cameraOn && purpose ? { camera: purpose } : {};
  const shown = { ...desk, ...camera };
  return Object.keys(shown).length > 0 ? { people: shown } : {};
}

/** The camera looks whether it is the card's holder. */
export function verifyPage({ card }: SaleState, look: LookShown | undefined): PeoplePage {
  const about = { purpose: 'payByFace', verifies: true, ...secretOf(card) } as const;
  return { page: 'faceLook', ...about, ...(look ?? beginning) };
}
