/** What the shopper's screen says about faces, consents and the camera that looks at people. */
import type { ConsentPurpose } from '../domain/consent-purpose.ts';
import type { ChallengeKind } from '../domain/identity-challenge.ts';
import type { QualityProblem } from '../domain/identity-quality.ts';
import type { Text } from '../domain/text.ts';

export const peopleTexts = {
  desk: { zh: '我的面部与隐私', en: 'My face and privacy' },
  deskTitle: { zh: '面部与隐私', en: 'Faces and privacy' },
  deskNote: {
    zh: '本机只在您点按同意之后才看人脸，模板只存在这台机器上',
    en: 'This machine looks at a face only after you agree, and keeps it nowhere else',
  },
  enrol: { zh: '登记我的面部', en: 'Enrol my face' },
  enrolNote: { zh: '别人可以把礼物送给您', en: 'Then somebody can send you a gift' },
  forget: { zh: '删除关于我的一切', en: 'Delete everything about me' },
  forgetNote: { zh: '先认出您，然后立即删除', en: 'You are recognised, then it is deleted at once' },
  stopPaying: { zh: '停用面部付款', en: 'Stop paying by face' },
  stopPayingNote: {
    zh: '先认出您，然后删除付款用的模板',
    en: 'You are recognised, then what pays is deleted',
  },
  back: { zh: '返回', en: 'Back' },
  no: { zh: '不同意', en: 'No' },
  yes: { zh: '同意', en: 'I agree' },
  what: { zh: '做什么', en: 'What' },
  why: { zh: '为什么', en: 'Why' },
  howLong: { zh: '保存多久', en: 'How long' },
  whoSees: { zh: '谁能看到', en: 'Who sees it' },
  otherwise: { zh: '如果不同意', en: 'If you say no' },
  keptDays: { zh: '本站：{days} 天未使用即删除', en: 'At this site: deleted after {days} days without use' },
  ageTitle: { zh: '您已年满 14 周岁吗？', en: 'Are you 14 or older?' },
  ageNote: {
    zh: '未满 14 周岁不开启摄像头，其他方式都可以用',
    en: 'Under 14 the camera stays off, and every other way works',
  },
  ageYes: { zh: '已满 14 周岁', en: '14 or older' },
  ageNo: { zh: '未满 14 周岁', en: 'Under 14' },
  startingTitle: { zh: '摄像头正在开启', en: 'The camera is starting' },
  lookingTitle: { zh: '请看镜头', en: 'Please look at the camera' },
  enrolTitle: { zh: '请看镜头，慢慢动一动', en: 'Look at the camera and move a little' },
  reactionTitle: { zh: '礼物马上就来', en: 'Your gift is coming' },
  lookingNote: { zh: '几秒钟就好，随时可以停止', en: 'A few seconds; you can stop at any time' },
  verifyTitle: { zh: '请看镜头，验证是您本人', en: 'Look at the camera, so that we know it is you' },
  verifyNote: {
    zh: '还没有付款，随时可以改用密码',
    en: 'Nothing is paid yet, and you can stop at any time',
  },
  usePin: { zh: '改用密码', en: 'Use the PIN' },
  usePassword: { zh: '改用密码', en: 'Use the password' },
  stop: { zh: '停止', en: 'Stop' },
  skip: { zh: '不用摄像头', en: 'Without the camera' },
  keptTitle: { zh: '登记好了', en: 'You are enrolled' },
  keptNote: {
    zh: '把这个编号告诉想送您礼物的人',
    en: 'Tell this to whoever wants to send you a gift',
  },
  machine: { zh: '机器', en: 'Machine' },
  tag: { zh: '我的编号', en: 'My number' },
  forgottenTitle: { zh: '已经全部删除', en: 'Everything is deleted' },
  forgottenNote: {
    zh: '您的模板已不在这台机器上，删除记录里没有您的信息',
    en: 'Your template is gone from this machine; the record of it holds nothing of you',
  },
  done: { zh: '完成', en: 'Done' },
  byFace: { zh: '用面部识别我', en: 'Recognise me' },
  byFaceNote: { zh: '仅限在这台机器登记过', en: 'If you enrolled at this machine' },
} as const satisfies Record<string, Text>;

/** Why the camera is on. */
export const cameraReasons: Readonly<Record<ConsentPurpose, Text>> = {
  recogniseFace: {
    zh: '摄像头已打开：正在识别您，不保存画面',
    en: 'Camera on: recognising you, no pictures are kept',
  },
  enrolFace: {
    zh: '摄像头已打开：正在登记您的面部，不保存画面',
    en: 'Camera on: enrolling your face, no pictures are kept',
  },
  readReaction: {
    zh: '摄像头已打开：只读您本人的反应，不保存画面',
    en: 'Camera on: reading your reaction only, no pictures are kept',
  },
  payByFace: {
    zh: '摄像头已打开：面部付款，不保存画面',
    en: 'Camera on: for paying by face, no pictures are kept',
  },
};

export const challengeTexts: Readonly<Record<ChallengeKind, Text>> = {
  closeEyes: { zh: '请闭一下眼睛，再睁开', en: 'Close your eyes for a moment, then open them' },
  turnLeft: { zh: '请向左转头，再转回来', en: 'Turn your head to your left, then back' },
  turnRight: { zh: '请向右转头，再转回来', en: 'Turn your head to your right, then back' },
};

export const problemTexts: Readonly<Record<QualityProblem, Text>> = {
  nobody: { zh: '没有看到人脸，请站到屏幕前', en: 'No face is seen. Please stand before the screen' },
  several: { zh: '请只让一个人在镜头前', en: 'Only one person before the camera, please' },
  tooFar: { zh: '请靠近一点', en: 'Please come closer' },
  blurred: { zh: '画面模糊，请站稳一点', en: 'The picture is blurred. Please hold still' },
  turnedAway: { zh: '请正对镜头', en: 'Please face the camera' },
  eyesClosed: { zh: '请睁开眼睛', en: 'Please open your eyes' },
};
