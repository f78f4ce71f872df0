/** A form as a sheet of named columns, the same for XLSX, CSV and mail: keys are texts, amounts minor units. */
import type { Currency } from '../../../domain/money.ts';
import type { Language, Text } from '../../../domain/text.ts';
import {
  amountTexts,
  channelName,
  differenceName,
  differenceTexts,
  formColumns,
  formNames,
  groupNames,
  groupRests,
} from '../../../look/form-texts.ts';
import {
  type FileKind,
  type FormFile,
  type FormGroup,
  type FormKind,
  type FormRow,
  fileRowsMax,
} from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { readDifferenceForm } from './difference-form.ts';
import { paymentsSheet } from './payments-sheet.ts';
import { readForm } from './read-form.ts';

export interface SheetColumn {
  readonly name: string;
  readonly kind: 'text' | 'count' | 'amount';
}

export interface FormSheet {
  readonly kind: FileKind;
  readonly name: string;
  readonly currency: Currency;
  readonly columns: readonly SheetColumn[];
  /** A text for each column of texts, a number for each other one. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Of the columns of numbers. */
  readonly totals: readonly (string | number)[];
  /** There are more rows than a file may have; the totals are of all. */
  readonly cut: boolean;
}

export interface SheetsAsked extends Omit<FormFile, 'sites' | 'format'> {
  readonly merchantId: string;
  readonly currency: Currency;
  /** Of the merchant. */
  readonly timeZone: string;
  readonly sites?: readonly string[] | undefined;
}

const usualGroups: Readonly<Record<Exclude<FormKind, 'difference'>, readonly FormGroup[]>> = {
  site: ['site'],
  channel: ['channel'],
  regular: ['product'],
};

export async function readSheets(db: CloudDatabase, asked: SheetsAsked): Promise<FormSheet[]> {
  const sheets: FormSheet[] = [];
  for (const kind of asked.forms) {
    if (kind === 'difference') sheets.push(await differenceSheet(db, asked));
    else if (kind === 'payments') sheets.push(await paymentsSheet(db, asked));
    else sheets.push(await takingsSheet(db, asked, kind));
  }
  return sheets;
}

async function takingsSheet(
  db: CloudDatabase,
  asked: SheetsAsked,
  kind: Exclude<FormKind, 'difference'>,
): Promise<FormSheet> {
  const { language, by = usualGroups[kind], forms: _forms, ...question } = asked;
  const form = await readForm(db, { ...question, by, rowsMax: fileRowsMax });
  const amounts = formColumns[kind];
  const word = (text: Text) => text[language];
  const keys = by.flatMap((group): SheetColumn[] => [
    { name: word(groupNames[group]), kind: 'text' },
    ...(hasIds(group)
      ? [{ name: `${word(groupNames[group])} ${word(differenceTexts.id)}`, kind: 'text' as const }]
      : []),
  ]);
  const isCount = (name: (typeof amounts)[number]) => !name.endsWith('Minor');
  return {
    ...{ kind, name: word(formNames[kind]), currency: asked.currency, cut: form.cut },
    columns: [
      ...keys,
      ...amounts.map(
        (name): SheetColumn => ({
          name: word(amountTexts[name]),
          kind: isCount(name) ? 'count' : 'amount',
        }),
      ),
    ],
    rows: form.rows.map((row) => [
      ...by.flatMap((group, n) => keyCells(group, row, n, language)),
      ...amounts.map((name) => row[name]),
    ]),
    totals: [
      ...keys.map((_, n) => (n === 0 ? word(differenceTexts.total) : '')),
      ...amounts.map((name) => form.total[name]),
    ],
  };
}

/** Whether its keys are numbers that a person also has a name for. */
function hasIds(group: FormGroup): boolean {
  return group === 'site' || group === 'lot' || group === 'machine' || group === 'product';
}

function keyCells(group: FormGroup, row: FormRow, n: number, language: Language): string[] {
  const key = row.keys[n] ?? '';
  const name = row.names[n];
  if (group === 'channel') return [channelName(key)[language]];
  if (group === 'hour') return [`${key}:00`];
  if (!hasIds(group)) return [key];
  const id = group === 'site' ? key.replace(/^[a-z]+:/, '') : key;
  return [name ? name[language] : key === '' ? groupRests[group][language] : id, id];
}

async function differenceSheet(db: CloudDatabase, asked: SheetsAsked): Promise<FormSheet> {
  const { language, merchantId, currency, from, to, channel } = asked;
  const rows = await readDifferenceForm(db, { merchantId, currency, from, to, channel });
  const word = (text: Text) => text[language];
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    ...{ kind: 'difference', name: word(formNames.difference), currency, cut: false },
    columns: [
      { name: word(groupNames.channel), kind: 'text' },
      { name: word(differenceTexts.category), kind: 'text' },
      { name: word(differenceTexts.open), kind: 'count' },
      { name: word(differenceTexts.openDelta), kind: 'amount' },
      { name: word(differenceTexts.closed), kind: 'count' },
      { name: word(differenceTexts.closedDelta), kind: 'amount' },
    ],
    rows: rows.map((row) => [
      channelName(row.channel)[language],
      differenceName(row.category)[language],
      ...[row.open, row.openDeltaMinor, row.closed, row.closedDeltaMinor],
    ]),
    totals: [
      word(differenceTexts.total),
      '',
      ...[sum((r) => r.open), sum((r) => r.openDeltaMinor)],
      ...[sum((r) => r.closed), sum((r) => r.closedDeltaMinor)],
    ],
  };
}
