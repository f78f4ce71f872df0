/** A form as CSV: a line of names, its rows, its totals; amounts as decimals in the digits of the currency. */
import { type CsvCell, csvText } from '../../../domain/csv-text.ts';
import { decimalOf } from '../../../domain/money.ts';
import type { FormSheet } from './form-sheet.ts';

export function formCsv({ columns, rows, totals, currency }: FormSheet): string {
  const cells = (row: readonly (string | number)[]): CsvCell[] =>
    row.map((cell, n) =>
      columns[n]?.kind === 'amount' ? { decimal: decimalOf(Number(cell), currency) } : cell,
    );
  return csvText([columns.map(({ name }) => name), ...rows.map(cells), cells(totals)]);
}
