/** Machines, what they say of themselves, what they shall sell, and alarms. */
import type { ColumnType } from 'kysely';
import type { CodeFormat } from '../../../domain/code-pattern.ts';
import type { DisplayPolicy } from '../../../domain/display-rules.ts';
import type { FacePolicy } from '../../../domain/identity-policy.ts';
import type { ParkingPolicy } from '../../../domain/parking.ts';
import type { Product, Selection } from '../../../domain/product.ts';
import type { Promotion } from '../../../domain/promotion.ts';
import type { ShelfLifePolicy } from '../../../domain/shelf-life-policy.ts';
import type { Text } from '../../../domain/text.ts';
import type { JsonColumn } from './json-column.ts';

export interface FleetTables {
  machines: {
    /** Unique over all merchants. */
    machine_id: string;
    merchant_id: string;
    shard: number;
    name: JsonColumn<Text>;
    help_phone: string;
    time_zone: string;
    tenders: JsonColumn<{ code: boolean; cash: boolean }>;
    created_at_ms: number;
    /** What the site gives; null for nothing. */
    parking: ColumnType<ParkingPolicy | null, string | null | undefined, string | null>;
    /** Null for the usual. */
    shelf_life: ColumnType<ShelfLifePolicy | null, string | null | undefined, string | null>;
    /** How members may say who they are; null where the site knows none. */
    members: ColumnType<{ phone: boolean } | null, string | null | undefined, string | null>;
    /** What the site does about faces; null for nothing. */
    faces: ColumnType<FacePolicy | null, string | null | undefined, string | null>;
    /** How the list is shown; null for as scanned and unmarked. */
    display: ColumnType<DisplayPolicy | null, string | null | undefined, string | null>;
  };
  machine_presence: {
    machine_id: string;
    merchant_id: string;
    /** Null while the cloud cannot see the broker. */
    online: boolean | null;
    session: number;
    boot_id: string;
    version: string;
    bundle_version: number;
    journal_id: string;
    last_seq: number;
    devices: JsonColumn<
      { deviceId: string; kind: string; state: 'ready' | 'degraded' | 'unavailable'; fault?: string }[]
    >;
    out_of_service: string | null;
    last_heard_at_ms: number;
    changed_at_ms: number;
  };
  products: {
    merchant_id: string;
    product_id: string;
    position: number;
    category: string;
    /** Lower-case names, codes and ids, for searching. */
    search: string;
    body: JsonColumn<Product>;
  };
  promotions: {
    merchant_id: string;
    promotion_id: string;
    priority: number;
    body: JsonColumn<Promotion>;
  };
  code_formats: {
    merchant_id: string;
    position: number;
    body: JsonColumn<CodeFormat>;
  };
  selections: {
    machine_id: string;
    merchant_id: string;
    position: number;
    body: JsonColumn<Selection>;
  };
  catalogues: {
    merchant_id: string;
    /** Of the text: one product as JSON a line. */
    sha256: string;
    products: number;
    packed_bytes: number;
    /** When it was packed last. */
    made_at_ms: number;
  };
  catalogue_parts: {
    merchant_id: string;
    sha256: string;
    part: number;
    /** Base64. */
    body: string;
  };
  bundles: {
    machine_id: string;
    merchant_id: string;
    version: number;
    /** Of the JSON text. */
    sha256: string;
    /** Of the content without its version, to see whether anything changed. */
    content_sha256: string;
    catalogue_sha256: string;
    /** gzip, then base64, as it is published. */
    packed: string;
    published_at_ms: number;
  };
  alarms: {
    alarm_id: string;
    merchant_id: string;
    machine_id: string;
    kind: string;
    severity: string;
    subject: string;
    fault: string;
    count: number;
    since_ms: number;
    last_at_ms: number;
    cleared_at_ms: number | null;
  };
}
