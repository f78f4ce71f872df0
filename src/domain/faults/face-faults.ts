/** Faces: consent, enrolment, recognition, their templates, and the lamp that shows the camera is on. */
import type { FaultEntry } from './fault-entry.ts';

export const faceFaults = {
  FACE_NOT_HERE: {
    retryable: false,
    shopper: {
      zh: '这里不使用面部识别，请用取货码或手机号。',
      en: 'Faces are not recognised here. Please use your code or phone number.',
    },
    technician: 'The site’s settings do not allow faces to be recognised.',
  },
  FACE_UNDER_AGE: {
    retryable: false,
    shopper: {
      zh: '未满 14 周岁不使用摄像头，其他方式都可以用。',
      en: 'Under 14 the camera stays off. Every other way works.',
    },
    technician: 'The shopper said to be under 14; no camera is used for them.',
  },
  FACE_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '没有认出您，请用取货码或手机号。',
      en: 'We do not know your face here. Please use your code or phone number.',
    },
    technician: 'Nobody who enrolled at this machine was recognised in several good pictures.',
  },
  FACE_NOT_VERIFIED: {
    retryable: true,
    shopper: {
      zh: '没有验证出是您本人，请输入密码。没有扣款。',
      en: 'We could not verify that it is you. Nothing was charged. Please enter the PIN or password.',
    },
    technician:
      'Several good pictures did not show whoever enrolled for this card, or the cloud did not take the machine’s word.',
  },
  FACE_CHALLENGE_FAILED: {
    retryable: true,
    shopper: {
      zh: '没有看到刚才的动作，请再试一次，或换一种方式。',
      en: 'We did not see the movement. Try again, or use another way.',
    },
    technician: 'The movement that was asked for was not seen in time, or more than one face was there.',
  },
  FACE_READER_ENDED: {
    retryable: true,
    shopper: {
      zh: '暂时不能识别面部，请换一种方式。',
      en: 'Faces cannot be recognised just now. Please use another way.',
    },
    technician:
      'There is no camera or no recognizer, or the recognizer’s process ended; the next look starts another one.',
  },
  FACE_STORE_UNREADABLE: {
    retryable: false,
    shopper: {
      zh: '暂时不能识别面部，请换一种方式。',
      en: 'Faces cannot be recognised just now. Please use another way.',
    },
    technician:
      'The file of enrolled faces or its key cannot be read. It is left as it is. Put the key or the file back; or stop the machine and take faces.json away: everybody in it is then recorded as gone and may enrol anew.',
  },
  FACE_STORE_FULL: {
    retryable: false,
    shopper: {
      zh: '这台机器不能再登记面部了，其他方式都可以用。',
      en: 'No more faces can be enrolled at this machine. Every other way works.',
    },
    technician: 'As many faces are enrolled as one machine may hold.',
  },
  CAMERA_LAMP_DARK: {
    retryable: true,
    shopper: {
      zh: '摄像头的指示灯不亮，所以摄像头没有开启。请换一种方式。',
      en: 'The camera’s lamp does not light, so the camera stays off. Please use another way.',
    },
    technician: 'The output of the camera’s lamp could not be driven; the camera is not used for people.',
  },
} as const satisfies Record<string, FaultEntry>;
