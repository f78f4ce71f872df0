/**
 * The payments and refunds behind a form as a sheet, newest first. Their times are by the merchant's clock, which the
 * column names, their days by the clock of each place, as the forms count them.
 */
import { localTime } from '../../../domain/local-time.ts';
import type { Text } from '../../../domain/text.ts';
import {
  amountTexts,
  channelName,
  differenceTexts,
  formNames,
  groupNames,
  paymentColumns,
  paymentTexts,
} from '../../../look/form-texts.ts';
import { type FormPayment, fileRowsMax } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { listFormPayments, sumFormPayments } from './form-payments.ts';
import type { FormSheet, SheetColumn, SheetsAsked } from './form-sheet.ts';

const pageRows = 1000;

/** `rowsMax` is what a file may have where it is not said. */
export async function paymentsSheet(
  db: CloudDatabase,
  asked: SheetsAsked,
  rowsMax = fileRowsMax,
): Promise<FormSheet> {
  const { language, timeZone, currency, forms: _forms, by: _by, ...filter } = asked;
  const word = (text: Text) => text[language];
  const rows: (string | number)[][] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(pageRows, rowsMax - rows.length);
    const page: Awaited<ReturnType<typeof listFormPayments>> = await listFormPayments(db, {
      ...filter,
      ...{ currency, limit, after: after ?? undefined },
    });
    rows.push(...page.items.map((payment) => cellsOf(payment, timeZone, word)));
    after = page.next;
  } while (after !== null && rows.length < rowsMax);
  const names = [
    `${word(paymentTexts.time)} (${timeZone})`,
    word(paymentTexts.day),
    word(paymentTexts.kind),
    word(paymentTexts.order),
    word(paymentTexts.number),
    word(paymentTexts.place),
    `${word(paymentTexts.place)} ${word(differenceTexts.id)}`,
    word(groupNames.channel),
  ];
  return {
    ...{ kind: 'payments', name: word(formNames.payments), currency, rows, cut: after !== null },
    columns: [
      ...names.map((name): SheetColumn => ({ name, kind: 'text' })),
      ...paymentColumns.map((name): SheetColumn => ({ name: word(amountTexts[name]), kind: 'amount' })),
    ],
    totals: [
      ...names.map((_, n) => (n === 0 ? word(differenceTexts.total) : '')),
      ...(await sumFormPayments(db, { ...filter, currency })),
    ],
  };
}

function cellsOf(payment: FormPayment, timeZone: string, word: (text: Text) => string): (string | number)[] {
  const { atMs, day, kind, orderId, ref, place, channel } = payment;
  return [
    ...[timeText(atMs, timeZone), day, word(paymentTexts[kind]), orderId, ref],
    ...[place.name ? word(place.name) : place.id, place.id, word(channelName(channel))],
    ...paymentColumns.map((name) => payment[name]),
  ];
}

/** `YYYY-MM-DD HH:MM:SS`: clocks differ by whole minutes. */
function timeText(atMs: number, timeZone: string): string {
  const { dateIso, minuteOfDay } = localTime(atMs, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = Math.floor(atMs / 1000) % 60;
  return `${dateIso} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}:${two(seconds)}`;
}
