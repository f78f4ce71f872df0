/** How patient the gateway is with the simulated platforms. */
import {
  alipayManners,
  type PlatformManners,
  wechatManners,
} from '../../../../src/cloud/gateway/payment-platform.ts';

/** The last look for what comes late is left out: it comes within four minutes, so that no story waits longer. */
export const briskManners: PlatformManners = brisk(alipayManners);
export const briskWechatManners: PlatformManners = brisk(wechatManners);

function brisk(manners: PlatformManners): PlatformManners {
  return { ...manners, lateChecksMs: manners.lateChecksMs.slice(0, -1) };
}
