/**
 * What may be told of a person who looked at an offer: a coarse attitude, and the grounds on which it rests. They
 * say what a face or a head did, never what somebody felt.
 */
import { z } from 'zod';

export const reactionEvidenceSchema = z.enum([
  'smiled',
  'smiledBroadly',
  'lookedSurprised',
  'frowned',
  'nodded',
  'shookHead',
  'leanedIn',
  'leanedBack',
  'turnedAway',
  'leftPicture',
  'showedNothing',
  'answeredAtOnce',
  'tookTime',
  'seenTooLittle',
  'signsContradict',
]);
export type ReactionEvidence = z.infer<typeof reactionEvidenceSchema>;

/** What the giver may be told, and no finer than this. */
export const attitudeSchema = z.enum(['delighted', 'pleased', 'neutral', 'reluctant', 'unclear']);
export type Attitude = z.infer<typeof attitudeSchema>;
