/** What the parts of a machine ask of it as a whole, and tell it. */
import type { Bundle } from '../domain/bundle.ts';
import type { ProductIndex } from '../domain/find-product.ts';
import type { Shop } from './checkout/shop.ts';
import type { SaleInput } from './sale/sale-state.ts';
import type { PresencePorts } from './sync/presence-flow.ts';

export interface KioskTurns {
  shop(): Shop | undefined;
  canSell(): boolean;
  give(input: SaleInput): void;
  /** Something could not be put on record. */
  failed(error: unknown): void;
  bundleApplied(bundle: Bundle, sha256: string, products: ProductIndex): Promise<void>;
  /** What the screen shows may have changed. */
  viewChanged(): void;
  /** What the cloud and the screen are told of the machine may have changed. */
  changed(): void;
  describe: PresencePorts['describe'];
  /** The sequence of the record with which this run began. */
  startedSeq(): number;
}
