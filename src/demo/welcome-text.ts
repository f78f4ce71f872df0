/** What a person reads when the demo is ready, and the line that programs read. */

import type { Kept, Running } from '../technician/demo-file.ts';
import { parkingPageUrl } from '../wire/parking-driver.ts';
import { demoYard } from './demo-parking-sites.ts';
import { giftOriginOf } from './demo-programs.ts';
import { parkedPlate } from './park-demo-car.ts';

/** Friendly lines in both languages. */
export function welcomeText(running: Running, kept: Kept, tookMs: number): string {
  const { login, password } = kept.console;
  const giftOrigin = giftOriginOf({ cloud: Number(new URL(running.cloud).port) });
  const places: readonly (readonly [zh: string, en: string, where: string])[] = [
    ['顾客屏幕', 'Kiosk screen', running.kiosk],
    ['第二屏幕', 'Second screen', running.second],
    ['外设模拟', 'Simulators', running.simulators],
    ['送礼页面', 'Gifts', `${giftOrigin}/gift/${kept.merchantId}`],
    [
      '停车缴费',
      'Parking',
      `${parkingPageUrl(running.cloud, kept.merchantId, demoYard.id)}  (${parkedPlate})`,
    ],
    ['管理后台', 'Console', `${running.console}  (${login} / ${password})`],
  ];
  const lines = places.map(([zh, en, where]) => `  ${zh}  ${en.padEnd(14)} ${where}`);
  return [
    '',
    `kioskd 演示已就绪 · the demo is ready (${(tookMs / 1000).toFixed(1)} s)`,
    '',
    ...lines,
    '',
    '试一试 · try:',
    '  npm run -s kioskctl -- sim codes',
    '  npm run -s kioskctl -- sim scan cola',
    '  npm run -s kioskctl -- sim pay alipay|wechat',
    '',
    '按 Ctrl-C 结束 · Ctrl-C ends it',
    '',
  ].join('\n');
}

/** `ready {…}`, the last line of the start. */
export function readyLine(running: Running, kept: Kept, dataFolder: string): string {
  const { kiosk, second, simulators, cloud, console: consoleUrl, mqtt } = running;
  const ready = {
    kiosk,
    second,
    simulators,
    cloud,
    console: consoleUrl,
    mqtt,
    token: kept.apiToken ?? '',
    data: dataFolder,
  };
  return `ready ${JSON.stringify(ready)}`;
}
