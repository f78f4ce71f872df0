/** Paying by a code that the machine shows. */
import type { Text } from '../domain/text.ts';

export const shownCodeTexts = {
  tender: { zh: '扫我们的码', en: 'Scan our code' },
  tenderNote: { zh: '用您的付款应用扫屏幕上的码', en: 'With your payment app, from this screen' },
  with: { zh: '用{platform}扫', en: 'Scan with {platform}' },
  title: { zh: '请用{platform}扫码', en: 'Scan with {platform}' },
  note: {
    zh: '打开{platform}的“扫一扫”，扫下面的码',
    en: 'Open the scanner in {platform} and point it at this code',
  },
  label: { zh: '{platform}收款码', en: '{platform} payment code' },
  waits: { zh: '付好后这里会自动继续', en: 'This page goes on by itself once you have paid' },
  expires: { zh: '码在 {seconds} 秒后失效', en: 'The code is good for {seconds} s' },
} as const satisfies Record<string, Text>;
