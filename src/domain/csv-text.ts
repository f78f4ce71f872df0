/**
 * Rows as a CSV file that a spreadsheet opens as it is: UTF-8 with its mark, lines ended by CR LF, and no
 * cell that a spreadsheet would run as a formula or read as a number of which it cuts digits off.
 */

/** Numbers, and decimals in the digits they have, are written as they are; texts are quoted and, where they could start a formula, disarmed. */
export type CsvCell = string | number | { readonly decimal: string };

const byteOrderMark = '\uFEFF';

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.decimal;
  const disarmed = /^[\s]*[=+\-@\t\r]|^\d{12,}$/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(disarmed) ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}

/** The whole file's text. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}
