/**
 * Forms as one XLSX file, a sheet for each: keys are cells of text, amounts numbers with the currency's
 * decimals, and the line of totals formulas that hold their value, for readers that compute nothing. Printed, a sheet
 * is as wide as its page and each page begins with the names of the columns. The library is loaded when a file is made.
 */
import { currencyDecimals } from '../../../domain/money.ts';
import type { FormSheet } from './form-sheet.ts';

/** Above the rows stand the title and the names of the columns. */
const firstRow = 3;
/** Named, because readers choose different ones for a sheet that names none. */
const font = { fontFamily: 'Arial', fontSize: 10 };
const titleStyle = { fontWeight: 'bold' as const, fontSize: 13 };
const headStyle = { fontWeight: 'bold' as const, backgroundColor: '#E7EFEA', wrap: true };

/** A workbook takes no longer name, and none of these signs. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}

/** `A`, `B`, … of a column; a form has fewer than 26. */
const letterOf = (n: number) => String.fromCharCode(65 + n);

export async function formWorkbook(sheets: readonly FormSheet[], title: string): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const files = sheets.map((sheet) => ({
    sheet: sheetName(sheet.name),
    stickyRowsCount: firstRow - 1,
    orientation: 'landscape' as const,
    columns: sheet.columns.map(({ kind, name }) => ({
      width: kind === 'text' ? 26 : Math.max(13, name.length + 2),
    })),
    data: [
      [{ value: `${sheet.name} · ${title}`, type: String, ...titleStyle }],
      sheet.columns.map(({ name, kind }) => ({
        ...{ value: name, type: String, ...headStyle },
        align: kind === 'text' ? ('left' as const) : ('right' as const),
      })),
      ...sheet.rows.map((row) => row.map((cell, n) => valueCell(sheet, cell, n))),
      sheet.totals.map((cell, n) => totalCell(sheet, cell, n)),
    ],
  }));
  return writeExcelFile(files, { ...font, features: [formulaValues(sheets), printing(sheets)] }).toBuffer();
}

/** Minor units as the decimal number, exact in as many digits as an amount has. */
function numberOf({ columns, currency }: FormSheet, cell: string | number, n: number): number {
  const decimals = columns[n]?.kind === 'amount' ? currencyDecimals[currency] : 0;
  return Number((Number(cell) / 10 ** decimals).toFixed(decimals));
}

function formatOf({ columns, currency }: FormSheet, n: number): string {
  return columns[n]?.kind === 'amount' && currencyDecimals[currency] > 0
    ? `0.${'0'.repeat(currencyDecimals[currency])}`
    : '0';
}

function valueCell(sheet: FormSheet, cell: string | number, n: number) {
  if (sheet.columns[n]?.kind === 'text') return { value: String(cell), type: String, format: '@' };
  return { value: numberOf(sheet, cell, n), type: Number, format: formatOf(sheet, n) };
}

function totalCell(sheet: FormSheet, cell: string | number, n: number) {
  const line = { fontWeight: 'bold' as const, topBorderStyle: 'thin' as const };
  if (sheet.columns[n]?.kind === 'text') return { value: String(cell), type: String, ...line };
  // A sheet without rows has nothing to add up, and one that was cut adds up to less.
  if (sheet.rows.length === 0 || sheet.cut) {
    return { value: numberOf(sheet, cell, n), type: Number, format: formatOf(sheet, n), ...line };
  }
  return { value: formulaOf(sheet, n), type: 'Formula' as const, format: formatOf(sheet, n), ...line };
}

function formulaOf({ rows }: FormSheet, n: number): string {
  return `SUM(${letterOf(n)}${firstRow}:${letterOf(n)}${firstRow + rows.length - 1})`;
}

/** Writes beside each formula what it comes to, which the library leaves to the reader. */
function formulaValues(sheets: readonly FormSheet[]) {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) => {
            const sheet = sheets[sheetIndex];
            return xml.replace(/<f>(SUM\(([A-Z])\d+:[A-Z]\d+\))<\/f>/g, (whole, _formula, letter: string) => {
              const n = letter.charCodeAt(0) - 65;
              return sheet ? `${whole}<v>${numberOf(sheet, sheet.totals[n] ?? 0, n)}</v>` : whole;
            });
          },
        },
      },
    },
  };
}

/** What the library cannot say of printing. */
function printing(sheets: readonly FormSheet[]) {
  const fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  const titles = sheets.map(({ name }, n) => {
    const sheet = escapedXml(`'${sheetName(name).replaceAll("'", "''")}'`);
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">${sheet}!$1:$${firstRow - 1}</definedName>`;
  });
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            xml
              .replace(/<worksheet[^>]*>/, (opening) => opening + fit)
              .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" '),
        },
        'xl/workbook.xml': {
          transform: (xml: string) =>
            xml.replace('<definedNames/>', () => `<definedNames>${titles.join('')}</definedNames>`),
        },
      },
    },
  };
}

function escapedXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
