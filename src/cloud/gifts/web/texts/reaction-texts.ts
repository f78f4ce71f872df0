/** How a recipient took a gift, as its giver is told: as it looked, never as what somebody felt. */
import type { Attitude, ReactionEvidence } from '../../../../domain/reaction-evidence.ts';
import type { Text } from '../../../../domain/text.ts';

export const attitudeTexts: Readonly<Record<Attitude, Text>> = {
  delighted: { zh: '看起来非常高兴', en: 'They looked delighted' },
  pleased: { zh: '看起来挺高兴', en: 'They looked pleased' },
  neutral: { zh: '看起来平静', en: 'They looked calm' },
  reluctant: { zh: '看起来有些犹豫', en: 'They looked reluctant' },
  unclear: { zh: '看不出来', en: 'It could not be told' },
};

export const evidenceTexts: Readonly<Record<ReactionEvidence, Text>> = {
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
  seenTooLittle: { zh: '看到的太少', en: 'seen too little' },
  signsContradict: { zh: '迹象互相矛盾', en: 'the signs contradict one another' },
};
