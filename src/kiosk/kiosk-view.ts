/** What the screen shows, from what the parts of the machine say at one moment. */
import type { Hal } from '../../hal/hal.ts';
import type { Shop } from './checkout/shop.ts';
import { isOnKeypad, isSoldOut, shopperLimits } from './device/device-report.ts';
import { receiptLink } from './receipt/receipt-layout.ts';
import { buildView } from './screen/build-view.ts';
import { siteView } from './screen/site-view.ts';
import type { View } from './screen/view.ts';
import type { ViewSource } from './screen/view-source.ts';

export interface KioskFacts
  extends Pick<
    ViewSource,
    | 'sale'
    | 'order'
    | 'nowMs'
    | 'revision'
    | 'kioskId'
    | 'online'
    | 'outOfService'
    | 'running'
    | 'pictures'
    | 'cameraReady'
    | 'fingerReady'
    | 'giverWording'
    | 'look'
    | 'facesReady'
  > {
  readonly hal: Hal;
  readonly shop: Shop | undefined;
  readonly cashReady: boolean;
  readonly anyLease: boolean;
}

export function kioskView({ hal, shop, cashReady, anyLease, ...facts }: KioskFacts): View {
  const { online, nowMs } = facts;
  const health = {
    online,
    cashReady,
    anyLease,
    hasCash: hal.cash !== undefined,
    canScan: hal.scanners.some((s) => s.health().state !== 'unavailable'),
    soldOut: (selectionId: string) => isSoldOut(hal, shop?.bundle, selectionId),
    onKeypad: (selectionId: string) => isOnKeypad(hal, shop?.bundle, selectionId),
    receiptLink,
  };
  return buildView({
    ...facts,
    site: shop && siteView(shop, nowMs, health),
    limits: shopperLimits(hal, online, cashReady),
    ...soundOf(hal),
    cameraOn: hal.camera?.isOn ?? false,
    hasPrinter: hal.printer !== undefined,
    printerReady: hal.printer !== undefined && hal.printer.health().state !== 'unavailable',
  });
}

function soundOf({ speaker }: Hal): Pick<ViewSource, 'machineSound'> {
  if (!speaker || speaker.health().state === 'unavailable') return {};
  return { machineSound: { speaks: speaker.speaks } };
}
