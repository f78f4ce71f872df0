/** Answers the console about forms: their numbers, the payments behind them, addresses of files, sites. */

import { sql } from 'kysely';
import { Fault } from '../../../domain/fault.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Answer } from '../../../wire/rest.ts';
import {
  type FormFile,
  type FormFilterInput,
  type FormGroup,
  fileRowsMax,
  formDaysMax,
} from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { readDifferenceForm, readOpenDifferences } from './difference-form.ts';
import { readFormMerchant } from './form-files.ts';
import { areMorePayments, listFormPayments } from './form-payments.ts';
import { formSites } from './form-sites.ts';
import type { FormTickets } from './form-tickets.ts';
import { readForm } from './read-form.ts';

export const formFilePath = '/files/forms';
/** Long enough for a slow browser, too short to be passed on. */
const linkLifeMs = 10 * 60_000;
const waitingShownMax = 100_000;

export interface FormsDeskPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly tickets: FormTickets;
}

const dayMs = 86_400_000;

/** Throws `INPUT_MALFORMED` for a period that ends before it begins or is too long. */
function checkPeriod({ from, to }: { from: string; to: string }): void {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs + 1;
  if (!(days >= 1 && days <= formDaysMax)) {
    throw new Fault('INPUT_MALFORMED', 'read a period', { facts: { where: 'query.from, query.to' } });
  }
}

function sitesOf(sites: string | undefined): string[] | undefined {
  return sites === undefined ? undefined : sites.split(',').filter((site) => site !== '');
}

export class FormsDesk {
  #ports: FormsDeskPorts;

  constructor(ports: FormsDeskPorts) {
    this.#ports = ports;
  }

  async readForm(
    merchantId: string,
    { by, sites, ...filter }: FormFilterInput & { readonly by: readonly FormGroup[] },
  ): Promise<Answer<'readForm'>> {
    checkPeriod(filter);
    const { db } = this.#ports;
    const { currency } = await this.#merchant(merchantId);
    const form = await readForm(db, { ...filter, merchantId, currency, by, sites: sitesOf(sites) });
    const { rows } = await sql<{ waiting: number | string; uncounted: number | string }>`
      select count(*) filter (where fault is null) as waiting,
        count(distinct order_id) filter (where fault is not null) as uncounted
      from (
        select fault, order_id from taking_marks where merchant_id = ${merchantId} limit ${waitingShownMax}
      ) as marks`.execute(db);
    const { waiting, uncounted } = rows[0] ?? { waiting: 0, uncounted: 0 };
    return {
      ...{ ...form, rows: [...form.rows], currency },
      ...{ waiting: Number(waiting), uncounted: Number(uncounted) },
    };
  }

  async readDifferences(
    merchantId: string,
    filter: { readonly from: string; readonly to: string; readonly channel?: string | undefined },
  ): Promise<Answer<'readDifferenceForm'>> {
    checkPeriod(filter);
    const { currency } = await this.#merchant(merchantId);
    const rows = await readDifferenceForm(this.#ports.db, { ...filter, merchantId, currency });
    return { currency, rows };
  }

  async readOpenDifferences(merchantId: string): Promise<Answer<'readOpenDifferences'>> {
    const { db, clock } = this.#ports;
    const { currency } = await this.#merchant(merchantId);
    return { currency, ages: await readOpenDifferences(db, merchantId, currency, clock.now()) };
  }

  async listPayments(
    merchantId: string,
    { sites, ...asked }: FormFilterInput & { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Answer<'listFormPayments'>> {
    checkPeriod(asked);
    const { currency } = await this.#merchant(merchantId);
    return listFormPayments(this.#ports.db, { ...asked, merchantId, currency, sites: sitesOf(sites) });
  }

  async makeLink(merchantId: string, file: FormFile): Promise<Answer<'makeFormLink'>> {
    checkPeriod(file);
    if (file.format === 'csv' && file.forms.length > 1) {
      throw new Fault('INPUT_MALFORMED', 'make a file', { facts: { where: 'body.forms: one for CSV' } });
    }
    const { db, clock, tickets } = this.#ports;
    const { sites, ...filter } = file;
    const { currency } = await this.#merchant(merchantId);
    const asked = { ...filter, merchantId, currency, sites: sitesOf(sites) };
    const cut = file.forms.includes('payments') && (await areMorePayments(db, asked, fileRowsMax));
    const expiresAtMs = clock.now() + linkLifeMs;
    const ticket = tickets.sign({ ...file, merchantId, expiresAtMs });
    return { path: `${formFilePath}?ticket=${ticket}`, expiresAtMs, cut };
  }

  async listSites(merchantId: string): Promise<Answer<'listFormSites'>> {
    return { items: await formSites(this.#ports.db, merchantId), next: null };
  }

  async changeMachineSite(merchantId: string, machineId: string, site: string | null): Promise<void> {
    const { db } = this.#ports;
    const machine = await db
      .selectFrom('machines')
      .select('machine_id')
      .where('merchant_id', '=', merchantId)
      .where('machine_id', '=', machineId)
      .executeTakeFirst();
    if (!machine) throw new Fault('NOT_FOUND', 'find a machine');
    if (site === null) {
      await db.deleteFrom('machine_sites').where('machine_id', '=', machineId).execute();
      return;
    }
    const known = await db
      .selectFrom('parking_sites')
      .select('site_id')
      .where('merchant_id', '=', merchantId)
      .where('site_id', '=', site)
      .executeTakeFirst();
    if (!known) throw new Fault('NOT_FOUND', 'find a site');
    await db
      .insertInto('machine_sites')
      .values({ machine_id: machineId, merchant_id: merchantId, site_id: site })
      .onConflict((conflict) => conflict.column('machine_id').doUpdateSet({ site_id: site }))
      .execute();
  }

  async #merchant(merchantId: string) {
    const merchant = await readFormMerchant(this.#ports.db, merchantId);
    if (!merchant) throw new Fault('NOT_FOUND', 'find a merchant');
    return merchant;
  }
}
