/** What people call the keys of a form's rows: sites, lots, machines, clients, products. */
import type { Text } from '../../../domain/text.ts';
import type { FormAmounts, FormGroup, FormRow } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { parkingProduct } from './order-takings.ts';

type Keyed = FormAmounts & { readonly keys: string[] };
type Names = ReadonlyMap<string, Text>;

const parkingName: Text = { zh: '停车', en: 'Parking' };

export async function namesOfKeys(
  db: CloudDatabase,
  merchantId: string,
  by: readonly FormGroup[],
  rows: readonly Keyed[],
): Promise<FormRow[]> {
  const names = await Promise.all(
    by.map((group, n) =>
      namesOf(
        db,
        merchantId,
        group,
        [...new Set(rows.map(({ keys }) => keys[n] ?? ''))].filter((key) => key !== ''),
      ),
    ),
  );
  return rows.map((row) => ({ ...row, names: row.keys.map((key, n) => names[n]?.get(key) ?? null) }));
}

async function namesOf(
  db: CloudDatabase,
  merchantId: string,
  group: FormGroup,
  keys: readonly string[],
): Promise<Names> {
  switch (group) {
    case 'machine':
    case 'lot':
      return placeNames(db, merchantId, group, keys);
    case 'product':
      return productNames(db, merchantId, keys);
    case 'site': {
      const kinds = ['site', 'machine', 'client', 'lot'] as const;
      const all = await Promise.all(
        kinds.map(async (kind) => {
          const ids = keys.flatMap((key) => (key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : []));
          const found = await placeNames(db, merchantId, kind, ids);
          return [...found].map(([id, name]) => [`${kind}:${id}`, name] as const);
        }),
      );
      return new Map(all.flat());
    }
    default:
      return new Map();
  }
}

/** Names of places of one kind, by id. */
export async function placeNames(
  db: CloudDatabase,
  merchantId: string,
  kind: 'site' | 'machine' | 'client' | 'lot',
  ids: readonly string[],
): Promise<Names> {
  if (ids.length === 0) return new Map();
  const given = [...ids];
  switch (kind) {
    case 'site': {
      const query = db.selectFrom('parking_sites').where('merchant_id', '=', merchantId);
      const rows = await query.where('site_id', 'in', given).select(['site_id', 'name']).execute();
      return new Map(rows.map(({ site_id, name }) => [site_id, name]));
    }
    case 'lot': {
      const query = db.selectFrom('parking_lots').where('merchant_id', '=', merchantId);
      const rows = await query.where('lot_id', 'in', given).select(['lot_id', 'name']).execute();
      return new Map(rows.map(({ lot_id, name }) => [lot_id, name]));
    }
    case 'machine': {
      const query = db.selectFrom('machines').where('merchant_id', '=', merchantId);
      const rows = await query.where('machine_id', 'in', given).select(['machine_id', 'name']).execute();
      return new Map(rows.map(({ machine_id, name }) => [machine_id, name]));
    }
    case 'client': {
      const query = db.selectFrom('api_clients').where('merchant_id', '=', merchantId);
      const rows = await query.where('client_id', 'in', given).select(['client_id', 'name']).execute();
      return new Map(rows.map(({ client_id, name }) => [client_id, { zh: name, en: name }]));
    }
  }
}

async function productNames(db: CloudDatabase, merchantId: string, ids: readonly string[]): Promise<Names> {
  const names = new Map<string, Text>([[parkingProduct, parkingName]]);
  if (ids.length === 0) return names;
  const rows = await db
    .selectFrom('products')
    .select(['product_id', 'body'])
    .where('merchant_id', '=', merchantId)
    .where('product_id', 'in', [...ids])
    .execute();
  for (const { product_id, body } of rows) names.set(product_id, body.name);
  return names;
}
