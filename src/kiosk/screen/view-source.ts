/** Everything a view is made of: the sale's state, the order's facts, the site's catalogue, the machine's health. */
import type { DisplayPolicy } from '../../domain/display-rules.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { GiftWording } from '../../domain/gift.ts';
import type { FacePolicy } from '../../domain/identity-policy.ts';
import type { Order } from '../../domain/order.ts';
import type { ParkingPolicy } from '../../domain/parking.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { SiteBenefits } from './benefit-view.ts';
import type { FaceFacts } from './card-view.ts';
import type { SiteGifts } from './gift-view.ts';
import type { LookShown } from './people-view.ts';
import type { PicturesSeen } from './picture-view.ts';
import type { View } from './view.ts';

/** What the catalogue and the settings of its place say; there is none before the first bundle. */
export interface ViewSite
  extends Pick<View, 'machineName' | 'merchantName' | 'helpPhone' | 'currency' | 'selections' | 'canScan'> {
  readonly receiptLink: (orderId: string) => string;
  readonly tenders: readonly {
    readonly tender: 'code' | 'card' | 'cash';
    readonly unavailable?: FaultCode;
  }[];
  readonly platforms: readonly string[];
  /** Whose codes the machine can show now. */
  readonly shown: readonly string[];
  readonly timeZone: string;
  readonly parking: ParkingPolicy | undefined;
  readonly benefits?: SiteBenefits;
  readonly gifts?: SiteGifts;
  readonly faces?: FacePolicy | undefined;
  readonly members: { readonly phone: boolean } | undefined;
  readonly display: DisplayPolicy | undefined;
}

/** Everything a view is made of. */
export interface ViewSource {
  readonly sale: SaleState;
  readonly order: Order | undefined;
  readonly nowMs: number;
  readonly revision: number;
  readonly kioskId: string;
  readonly site: ViewSite | undefined;
  /** Of the gift that was accepted for the order on the screen. */
  readonly giverWording?: GiftWording | undefined;
  readonly online: boolean;
  readonly outOfService: FaultCode | undefined;
  readonly limits: readonly FaultCode[];
  readonly running: { readonly deliveryId: string; readonly percent: number | undefined } | undefined;
  /** What pictures of the goods say now. */
  readonly pictures?: PicturesSeen;
  /** What a look at somebody says of itself. */
  readonly look?: LookShown | undefined;
  readonly facesReady?: boolean;
  readonly cameraReady?: boolean;
  readonly cameraOn?: boolean;
  readonly hasPrinter: boolean;
  readonly printerReady: boolean;
  /** The fingerprint reader works. */
  readonly fingerReady?: boolean;
  readonly machineSound?: NonNullable<View['machineSound']>;
}

/** What a face may be used for here and now. */
export function facesOf({ site, facesReady, online }: ViewSource): FaceFacts {
  return { policy: site?.faces, ready: facesReady ?? false, online };
}
