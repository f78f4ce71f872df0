/** What is said about passkeys, where somebody signs in and where they keep them. */
import type { Text } from '../../../../domain/text.ts';

export const passkeyTexts = {
  enter: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  enterNote: {
    zh: '在“我的”里添加过通行密钥？不用输手机号，用指纹、面容或锁屏密码确认就行。',
    en: 'Added a passkey before? No number to type: your fingerprint, face or screen lock will do.',
  },
  stopped: {
    zh: '没有完成。可以再试一次，也可以用短信验证码。',
    en: 'That was not finished. Try again, or use a code by text message.',
  },
  title: { zh: '通行密钥', en: 'Passkeys' },
  note: {
    zh: '下次登录不用等短信：用指纹、面容或锁屏密码确认。指纹和面容不会离开您的设备。',
    en: 'Sign in without a text message, by fingerprint, face or screen lock. These never leave your device.',
  },
  none: { zh: '还没有通行密钥。', en: 'No passkeys yet.' },
  add: { zh: '在这台设备上添加', en: 'Add one to this device' },
  added: { zh: '已添加。下次可以用它登录。', en: 'Added. You can sign in with it next time.' },
  notAdded: { zh: '没有添加。可以再试一次。', en: 'Nothing was added. You can try again.' },
  already: { zh: '这台设备上已经有了。', en: 'This device already has one.' },
  unnamed: { zh: '通行密钥', en: 'Passkey' },
  made: { zh: '{date} 添加', en: 'Added {date}' },
  used: { zh: '上次使用 {date}', en: 'Last used {date}' },
  removeNote: {
    zh: '删除后，用它登录的地方都会退出。',
    en: 'Removing one signs out every device that used it to sign in.',
  },
  remove: { zh: '删除', en: 'Remove' },
  removeNamed: { zh: '删除 {name}', en: 'Remove {name}' },
  elsewhere: { zh: '通行密钥只在这个地址能用：', en: 'Passkeys work at this address only:' },
  oldBrowser: { zh: '这个浏览器不支持通行密钥。', en: 'This browser does not support passkeys.' },
} as const satisfies Record<string, Text>;
