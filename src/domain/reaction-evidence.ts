/**
 * What was seen of a person while they looked at an offer, in words: the grounds on which an attitude rests.
 * They say what a face or a head did, never what somebody felt.
 */
import { z } from 'zod';
import type { Text } from './text.ts';

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

export const reactionEvidenceTexts: Readonly<Record<ReactionEvidence, Text>> = {
  smiled: { zh: '露出微笑', en: 'smiled' },
  smiledBroadly: { zh: '开怀地笑了', en: 'smiled broadly' },
  lookedSurprised: { zh: '显得惊讶', en: 'looked surprised' },
  frowned: { zh: '皱了眉头', en: 'frowned' },
  nodded: { zh: '点了头', en: 'nodded' },
  shookHead: { zh: '摇了头', en: 'shook the head' },
  leanedIn: { zh: '凑近了屏幕', en: 'leaned in' },
  leanedBack: { zh: '向后退开', en: 'leaned back' },
  turnedAway: { zh: '转过脸去', en: 'turned away' },
  leftPicture: { zh: '离开了画面', en: 'left the picture' },
  showedNothing: { zh: '表情没有明显变化', en: 'showed no clear change' },
  answeredAtOnce: { zh: '立即作答', en: 'answered at once' },
  tookTime: { zh: '考虑了一会儿', en: 'took some time' },
  seenTooLittle: { zh: '看到的太少，无法判断', en: 'seen too little to tell' },
  signsContradict: { zh: '迹象互相矛盾', en: 'the signs contradict one another' },
};

/** What the giver may be told, and no finer than this. */
export const attitudeSchema = z.enum(['delighted', 'pleased', 'neutral', 'reluctant', 'unclear']);
export type Attitude = z.infer<typeof attitudeSchema>;

export const attitudeTexts: Readonly<Record<Attitude, Text>> = {
  delighted: { zh: '看起来非常高兴', en: 'looked delighted' },
  pleased: { zh: '看起来高兴', en: 'looked pleased' },
  neutral: { zh: '看起来平静', en: 'looked calm' },
  reluctant: { zh: '看起来有些犹豫', en: 'looked reluctant' },
  unclear: { zh: '看不出来', en: 'could not be told' },
};
