/** How patient the gateway is with the simulated platforms. */
import { alipayManners, type PlatformManners } from '../../../../src/cloud/gateway/payment-platform.ts';

/** As with Alipay, but what may come late comes within three minutes, so that no story waits longer. */
export const briskManners: PlatformManners = { ...alipayManners, lateChecksMs: [60_000, 180_000] };
