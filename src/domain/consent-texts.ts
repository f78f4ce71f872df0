/**
 * Every text that people at a machine were ever asked to agree to, oldest first, the last one in force. A text
 * that was published stays word for word: records name it by version and hash, which a test holds.
 */
import type { ConsentPurpose, ConsentText } from './consent-purpose.ts';

export const consentTexts: Readonly<Record<ConsentPurpose, readonly ConsentText[]>> = {
  recogniseFace: [
    {
      version: 1,
      title: { zh: '用面部识别您？', en: 'Recognise you by your face?' },
      what: {
        zh: '摄像头开启几秒钟，把您的面部与在本机登记过的人比对，并请您做一个小动作。',
        en: 'The camera is on for a few seconds. Your face is compared with those enrolled at this machine, and you are asked for a small movement.',
      },
      why: {
        zh: '仅用于查看是否有送给您的礼物。面部识别不会付款。',
        en: 'Only to see whether there is a gift for you. Your face never pays.',
      },
      howLong: {
        zh: '图像只在内存中，看完即删除，不保存。',
        en: 'Pictures stay in memory and are gone as soon as they were looked at.',
      },
      whoSees: {
        zh: '没有人看到，也不会离开这台机器。',
        en: 'Nobody sees them, and they never leave this machine.',
      },
      otherwise: {
        zh: '不同意也可以用取货码或手机号领取礼物。同意即表示您已年满 14 周岁。',
        en: 'Without it you get your gift by code or phone number just as well. By agreeing you say that you are 14 or older.',
      },
    },
  ],
  enrolFace: [
    {
      version: 1,
      title: { zh: '在本机登记您的面部？', en: 'Enrol your face at this machine?' },
      what: {
        zh: '摄像头开启几秒钟，由您的面部算出 128 个数字（模板）并加密保存。不保存照片。',
        en: 'The camera is on for a few seconds. From your face 128 numbers (a template) are made and kept encrypted. No picture is kept.',
      },
      why: {
        zh: '让别人可以把礼物送给您，由本机认出您。面部识别不会付款。',
        en: 'So that somebody can send you a gift and this machine knows you. Your face never pays.',
      },
      howLong: {
        zh: '超过本站规定的天数没有使用即自动删除；您也可以随时在本机删除。',
        en: 'Deleted by itself when not used for the number of days this site allows, and by you at this machine at any time.',
      },
      whoSees: {
        zh: '模板只在这台机器上，不会发送给任何人。',
        en: 'The template stays on this machine and is sent to nobody.',
      },
      otherwise: {
        zh: '不登记，本机所有功能照常使用。同意即表示您已年满 14 周岁。',
        en: 'Without it everything at this machine works as usual. By agreeing you say that you are 14 or older.',
      },
    },
  ],
  readReaction: [
    {
      version: 1,
      title: { zh: '让送礼人知道您的反应？', en: 'Let the giver know how you reacted?' },
      what: {
        zh: '礼物显示期间开启摄像头，只读取您本人的表情、头部动作和作答时间，得出一个粗略的词，例如“看起来高兴”。',
        en: 'While the gift is shown the camera is on. It reads your expression, your head and the time you take, of nobody else, and makes one rough word of it, such as: looked pleased.',
      },
      why: {
        zh: '仅用于告诉送礼人您的反应。',
        en: 'Only to tell the giver how you reacted.',
      },
      howLong: {
        zh: '图像只在内存中，作答后即删除；粗略的词与礼物记录一起保存。',
        en: 'Pictures stay in memory and are gone when you answered; the rough word is kept with the gift.',
      },
      whoSees: {
        zh: '送礼人看到这个词，看不到图像。',
        en: 'The giver sees that word, never a picture.',
      },
      otherwise: {
        zh: '不同意，礼物照样是您的；送礼人只知道您的答复和作答时间。同意即表示您已年满 14 周岁。',
        en: 'Without it the gift is yours just the same; the giver learns your answer and how long it took. By agreeing you say that you are 14 or older.',
      },
    },
  ],
  payByFace: [
    {
      version: 1,
      title: { zh: '用面部代替这张卡的密码？', en: 'Your face in place of the PIN of this card?' },
      what: {
        zh: '摄像头开启几秒钟，由您的面部算出 128 个数字（模板），只为这张卡加密保存，与收礼物的登记分开。以后您扫这张卡并点按“用面部验证”，摄像头才与它比对，并请您做一个小动作。',
        en: 'The camera is on for a few seconds. From your face 128 numbers (a template) are made and kept encrypted for this card alone, apart from any kept for gifts. When you scan this card and ask for it, the camera compares you with it and asks for a small movement.',
      },
      why: {
        zh: '仅用于在本机验证用这张卡付款的是您本人。金额有上限，每次付款都要您再点一下。',
        en: 'Only to verify at this machine that it is you who pays with this card. There is a limit to the amount, and you tap to pay every time.',
      },
      howLong: {
        zh: '超过本站规定的天数没有使用即自动删除；您也可以随时在本机（面部与隐私）停用，或打客服电话停用。',
        en: 'Deleted when not used for the number of days this site allows, by you at this machine at any time (Faces and privacy), or by calling us.',
      },
      whoSees: {
        zh: '模板只在这台机器上。商家只知道这笔付款是用面部验证的。',
        en: 'The template stays on this machine. The shop learns only that a payment was verified by a face.',
      },
      otherwise: {
        zh: '不同意，照样用密码或指纹付款。面部验证能识别照片，但不能识别所有伪造，也可能分不清双胞胎。同意即表示您已年满 14 周岁。',
        en: 'You pay by PIN or finger as before. It stops a photograph, not every forgery, and may take a twin for you. By agreeing you say that you are 14 or older.',
      },
    },
  ],
};
