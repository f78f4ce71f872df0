/** Makes the files of forms, for a download or a mail. */
import type { Currency } from '../../../domain/money.ts';
import { formNames } from '../../../look/form-texts.ts';
import type { FileFormat, FileKind } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { formCsv } from './form-csv.ts';
import { type FormSheet, readSheets, type SheetsAsked } from './form-sheet.ts';
import { formWorkbook } from './form-workbook.ts';

export interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface FilesAsked extends Omit<SheetsAsked, 'currency' | 'timeZone'> {
  readonly formats: readonly FileFormat[];
}

export interface FormMerchant {
  readonly name: string;
  readonly currency: Currency;
  readonly timeZone: string;
}

const types: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Undefined for a merchant that is none. */
export async function readFormMerchant(
  db: CloudDatabase,
  merchantId: string,
  language: 'zh' | 'en' = 'zh',
): Promise<FormMerchant | undefined> {
  const row = await db
    .selectFrom('merchants')
    .select(['name', 'currency', 'time_zone'])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return row && { name: row.name[language], currency: row.currency as Currency, timeZone: row.time_zone };
}

/** One XLSX with a sheet for each form; of CSV one file for each. */
export async function makeFormFiles(
  db: CloudDatabase,
  { formats, ...asked }: FilesAsked,
): Promise<{ files: MadeFile[]; sheets: readonly FormSheet[] }> {
  const merchant = await readFormMerchant(db, asked.merchantId, asked.language);
  if (!merchant) return { files: [], sheets: [] };
  const { currency, timeZone } = merchant;
  const sheets = await readSheets(db, { ...asked, currency, timeZone });
  const period = asked.from === asked.to ? asked.from : `${asked.from}_${asked.to}`;
  const files: MadeFile[] = [];
  if (formats.includes('xlsx')) {
    const title = `${merchant.name} · ${asked.from} – ${asked.to} · ${merchant.currency}`;
    const named = asked.forms.length === 1 ? asked.forms.map(fileWord).join('') : 'forms';
    files.push({
      ...{ name: `${asked.merchantId}-${named}-${period}.xlsx`, type: types.xlsx },
      bytes: await formWorkbook(sheets, title),
    });
  }
  if (formats.includes('csv')) {
    for (const sheet of sheets) {
      files.push({
        ...{ name: `${asked.merchantId}-${fileWord(sheet.kind)}-${period}.csv`, type: types.csv },
        bytes: Buffer.from(formCsv(sheet)),
      });
    }
  }
  return { files, sheets };
}

function fileWord(kind: FileKind): string {
  return formNames[kind].en.toLowerCase().replaceAll(' ', '-');
}
