/** Sites as the forms count them: each with its machines and lots. */
import type { Answer } from '../../../wire/rest.ts';
import type { CloudDatabase } from '../../database/schema.ts';

type Site = Answer<'listFormSites'>['items'][number];

export async function formSites(db: CloudDatabase, merchantId: string): Promise<Site[]> {
  const sites = await db
    .selectFrom('parking_sites')
    .select(['site_id', 'name'])
    .where('merchant_id', '=', merchantId)
    .orderBy('site_id')
    .execute();
  const lots = await db
    .selectFrom('parking_lots')
    .select(['site_id', 'lot_id', 'name'])
    .where('merchant_id', '=', merchantId)
    .orderBy('lot_id')
    .execute();
  const machines = await db
    .selectFrom('machine_sites')
    .innerJoin('machines', 'machines.machine_id', 'machine_sites.machine_id')
    .select(['machine_sites.site_id', 'machines.machine_id', 'machines.name'])
    .where('machine_sites.merchant_id', '=', merchantId)
    .orderBy('machines.machine_id')
    .execute();
  return sites.map(({ site_id, name }) => ({
    ...{ id: site_id, name },
    machines: machines
      .filter((machine) => machine.site_id === site_id)
      .map((machine) => ({ id: machine.machine_id, name: machine.name })),
    lots: lots.filter((lot) => lot.site_id === site_id).map((lot) => ({ id: lot.lot_id, name: lot.name })),
  }));
}
