/** Goods taken into stock, and goods that machines did not sell because of their date. Rows are only added. */
import type { Generated } from 'kysely';
import type { HeldBack } from '../../../domain/held-back.ts';
import type { JsonColumn } from './json-column.ts';

export interface GoodsInTables {
  goods_in: {
    merchant_id: string;
    entry_id: string;
    /** Rises with every entry. */
    entry_no: Generated<number>;
    product_id: string;
    lot: string | null;
    serial: string | null;
    produced_on: string | null;
    expires_on: string | null;
    shelf_life_days: number | null;
    pattern_id: string | null;
    promotion_id: string | null;
    quantity: number | null;
    note: string;
    /** The entry that this one takes the place of. */
    corrects: string | null;
    withdrawn: boolean;
    taken_in_at_ms: number;
    actor: string;
  };
  held_back_goods: {
    merchant_id: string;
    machine_id: string;
    journal_id: string;
    /** The record, and the place of the goods in it. */
    seq: number;
    place: number;
    at_ms: number;
    order_id: string | null;
    body: JsonColumn<HeldBack>;
  };
}
