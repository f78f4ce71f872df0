/** Faults about faces in the operator's words; a part of `fault-texts.ts`. */
export const faceFaultTexts = {
  FACE_NOT_HERE: { zh: '本站不识别面部', en: 'Faces are off here', advice: '站点设置不允许识别面部。' },
  FACE_UNDER_AGE: {
    zh: '顾客未满 14 周岁',
    en: 'Shopper under 14',
    advice: '顾客表示未满 14 周岁，不对其使用摄像头。',
  },
  FACE_UNKNOWN: {
    zh: '没有认出面部',
    en: 'Face not recognised',
    advice: '几张清晰画面中都没有认出在本机登记过的人。',
  },
  FACE_NOT_VERIFIED: {
    zh: '面部验证未通过',
    en: 'Face not verified',
    advice: '镜头前的人不是为这张卡登记的人，或云端没有采信；可改用密码或指纹。',
  },
  FACE_CHALLENGE_FAILED: {
    zh: '动作检测未通过',
    en: 'Movement not seen',
    advice: '没有及时看到要求的动作，或镜头前不止一张脸。',
  },
  FACE_READER_ENDED: {
    zh: '面部识别不可用',
    en: 'Faces cannot be read',
    advice: '没有摄像头或识别程序，或识别程序已结束；下次识别时会重新启动。',
  },
  FACE_STORE_UNREADABLE: {
    zh: '面部模板文件无法读取',
    en: 'Store of faces unreadable',
    advice:
      '已登记面部的文件或密钥无法读取，文件保持原样。请把密钥或文件放回；或停机后移走 faces.json，其中的人会记为已删除，可重新登记。',
  },
  FACE_STORE_FULL: {
    zh: '面部登记已满',
    en: 'Store of faces full',
    advice: '已达到一台机器可登记的人数上限。',
  },
  CAMERA_LAMP_DARK: {
    zh: '摄像头指示灯不亮',
    en: 'Camera lamp dark',
    advice: '摄像头指示灯的输出无法驱动，不对人使用摄像头。',
  },
} as const;
