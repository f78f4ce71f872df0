/** What a sale knows, takes and wants about faces and consents: parts of `sale-state.ts`. */
import { consentTextHash, consentTextOf } from '../../domain/consent.ts';
import type { ConsentPurpose } from '../../domain/consent-purpose.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { RecordOf } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';

export interface PeopleSession {
  readonly purpose: ConsentPurpose;
  /** Where it began and leads back to: the ways to a gift, the page about faces, an offer, a card that paid. */
  readonly from: 'claim' | 'desk' | 'offer' | 'card';
  /** Recognised so as to be forgotten: whole, or only so that no card is paid by the face any more. */
  readonly forgets?: 'everybody' | 'payers' | undefined;
  readonly ageStated?: true | undefined;
  /** Given and on record: camera and recognizer run for it. */
  readonly consentId?: string | undefined;
  /** What an enrolled person tells givers. */
  readonly tag?: string | undefined;
  /** Once that is so. */
  readonly forgotten?: boolean | undefined;
}

/** The part of a sale's state that is about people. */
export interface SalePeople {
  readonly people?: PeopleSession | undefined;
  /** Said to be under 14: no camera for people in this sale. */
  readonly underAge?: true | undefined;
  /** A consent to the reaction was asked for in this sale: yes or no, it is not asked again. */
  readonly reactionAsked?: true | undefined;
}

export type PeopleInput =
  /** The page about faces at this machine. */
  | { readonly type: 'faceDesk' }
  /** The shopper wants to be recognised, to see whether there is a gift. */
  | { readonly type: 'giftByFace' }
  | { readonly type: 'enrolFace' }
  | { readonly type: 'forgetFace' }
  /** No card shall be paid by the shopper's face any more. */
  | { readonly type: 'stopPayingByFace' }
  /** The shopper wants to pay with this card by face from now on. */
  | { readonly type: 'enrolFaceToPay' }
  | { readonly type: 'stateAge'; readonly oldEnough: boolean }
  | { readonly type: 'answerConsent'; readonly agreed: boolean }
  /** Consent to the reaction is taken back while the offer stands. */
  | { readonly type: 'withdrawReaction' }
  | {
      readonly type: 'faceKnown';
      readonly consentId: string;
      readonly tag: string;
      readonly personId: string;
    }
  | { readonly type: 'faceNotKnown'; readonly consentId: string; readonly code: FaultCode }
  | { readonly type: 'faceKept'; readonly consentId: string; readonly tag?: string }
  | { readonly type: 'faceForgotten'; readonly consentId: string; readonly forgotten: boolean }
  | { readonly type: 'reactionReady'; readonly consentId: string };

export type PeopleEffect =
  /** Deletes everything that is kept of a person, or what pays for them; its end comes as an input. */
  | {
      readonly effect: 'forgetFace';
      readonly personId: string;
      readonly consentId: string;
      readonly whose: 'everybody' | 'payers';
    }
  /** Tells the cloud that a face stands for a card's PIN here. */
  | {
      readonly effect: 'tellFace';
      readonly chargeId: string;
      readonly orderId: string;
      readonly consentId: string;
    };

/** The record of a yes, to the text in force. */
export function consentRecord(
  { purpose, ageStated }: PeopleSession,
  consentId: string,
  language: Language,
): RecordOf<'consentGiven'> {
  const text = consentTextOf(purpose);
  return {
    kind: 'consentGiven',
    consentId,
    purpose,
    textVersion: text.version,
    textHash: consentTextHash(purpose, text),
    language,
    ...(ageStated === undefined ? {} : { ageStated }),
  };
}
