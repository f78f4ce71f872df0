/** What reading goods off pictures needs from the rest of the machine. */
import type { Camera } from '../../../hal/hal.ts';
import type { CodeReader } from '../../../models/codes/code-reader.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { ScannedCode } from './gather-sightings.ts';

export type { CodeReader } from '../../../models/codes/code-reader.ts';

/** What pictures told since the last time, for the sale. */
export interface PictureReading {
  readonly source: 'camera' | 'upload';
  /** Items that were not told before. */
  readonly items: readonly (ScannedCode & { readonly item: number })[];
  /** Every item that lies there now. */
  readonly here: readonly number[];
  /** Codes that are there now and were not read. */
  readonly unread: number;
  /** Nothing more is to be expected while the goods lie as they do. */
  readonly settled: boolean;
}

export interface PicturePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly camera: Camera | undefined;
  readonly reader: CodeReader | undefined;
  read(reading: PictureReading): void;
  failed(code: FaultCode): void;
  /** What `now` tells has changed. */
  changed(): void;
}

/** What the sale wants of pictures. */
export interface PictureWish {
  readonly phase: string;
  readonly orderId?: string | undefined;
  readonly picture?: { readonly source: 'camera' | 'upload' } | undefined;
}
