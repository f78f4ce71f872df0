/** An amount as the console writes it: digits in groups, a narrow sign of the currency, a true minus. */
import { type Currency, formatMoney } from '../../../domain/money.ts';

export function amountText(minor: number, currency: Currency): string {
  const [whole = '', fraction] = formatMoney(Math.abs(minor), currency).replace('￥', '¥').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return minor < 0 ? `−${text}` : text;
}
