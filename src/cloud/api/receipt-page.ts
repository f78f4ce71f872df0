/**
 * The public receipt behind the QR on the machine, as a small page without scripts, purely from the order.
 * It shows what the paper would: whoever knows the order's number sees no more of the payer than that.
 */
import { formatMoney } from '../../domain/money.ts';
import type { Order, OrderCharge } from '../../domain/order.ts';
import type { Language, Text } from '../../domain/text.ts';
import { benefitsOf } from './order-benefit-view.ts';
import { type ReceiptTexts, receiptTexts } from './receipt-texts.ts';
import { isTimeZone } from './start-of-day.ts';

export interface ReceiptContent {
  readonly order: Order;
  readonly merchantName: Text;
  readonly machineName: Text;
  readonly footer: Text;
  readonly timeZone: string;
}

const style = `
:root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
body { margin: 0; background: #f2f3f5; color: #15181d; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; background: #fff; min-height: 100vh; box-sizing: border-box; }
h1 { font-size: 1.35rem; margin: 0; } h2 { font-size: 1rem; font-weight: 500; margin: .1rem 0 1rem; color: #4a5160; }
.state { padding: .6rem .8rem; border-radius: .5rem; background: #e8f3ec; margin: 1rem 0; font-weight: 600; }
.state.open { background: #fdf3dc; }
table { width: 100%; border-collapse: collapse; } td { padding: .35rem 0; vertical-align: top; }
td:last-child { text-align: right; white-space: nowrap; padding-left: 1rem; }
.small { font-size: .85rem; color: #4a5160; } .sum td { border-top: 1px solid #c9cdd4; font-size: 1.2rem; font-weight: 700; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; margin: 1.5rem 0 0; } dd { margin: 0; overflow-wrap: anywhere; }
a { color: inherit; float: right; }
@media (prefers-color-scheme: dark) { body { background: #0f1216; color: #eceff3; } main { background: #171b21; }
h2, .small { color: #aab2bf; } .state { background: #17382a; } .state.open { background: #453a17; } .sum td { border-color: #3a414c; } }
`;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function page(language: Language, title: string, content: string, head = ''): string {
  const other = language === 'zh' ? 'en' : 'zh';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${head}<title>${escaped(title)}</title><style>${style}</style></head>
<body><main><a href="?lang=${other}" lang="${other}">${receiptTexts[language].otherLanguage}</a>
${content}
</main></body></html>
`;
}

function row(left: string, right: string, kind = ''): string {
  return `<tr${kind === '' ? '' : ` class="${kind}"`}><td>${left}</td><td>${right}</td></tr>`;
}

function lineRows(order: Order, language: Language, texts: ReceiptTexts): string {
  const money = (minor: number) => escaped(formatMoney(minor, order.currency));
  return order.lines
    .map((line) => {
      const amount =
        line.weightGrams === undefined
          ? `${line.quantity} × ${money(line.unitPriceMinor)}`
          : `${(line.weightGrams / 1000).toFixed(3)} ${texts.perKilogram} × ${money(line.unitPriceMinor)}`;
      const discounts = line.discounts.map(({ name, amountMinor }) =>
        row(`<span class="small">${escaped(name[language])}</span>`, `−${money(amountMinor)}`, 'small'),
      );
      const name = `${escaped(line.name[language])}<br><span class="small">${amount}</span>`;
      return row(name, money(line.regularMinor)) + discounts.join('');
    })
    .join('');
}

/** The stay, and 0.00 beside what the lot waived; or how it stands. */
function parkingRow(
  { parking, currency }: Order,
  texts: ReceiptTexts,
  time: (atMs: number) => string,
): string {
  if (!parking || parking.state === 'asked') return '';
  const money = (minor: number) => escaped(formatMoney(minor, currency));
  const { stay, state } = parking;
  const minutes = Math.floor((stay?.parkedS ?? 0) / 60);
  const stayed = stay
    ? `${escaped(time(stay.enteredAtMs))} ${texts.parkedSince} · ${minutes} ${texts.minutes}<br>`
    : '';
  const name = `${texts.parking} ${escaped(parking.carMasked)}`;
  const words = `${name}<br><span class="small">${stayed}${texts.parkingStates[state]}</span>`;
  if (state !== 'granted') return row(words, '');
  const waived = stay && stay.feeMinor > 0 ? `<s class="small">${money(stay.feeMinor)}</s> ` : '';
  return row(words, `${waived}${money(0)}`);
}

const benefitWords = {
  zh: { coupon: '优惠券', points: '积分', earned: '获得积分' },
  en: { coupon: 'Coupon', points: 'Points', earned: 'Points earned' },
} as const;

function benefitRows(order: Order, language: Language): string {
  const { benefits } = benefitsOf(order);
  if (!benefits) return '';
  const say = benefitWords[language];
  const money = (minor: number) => `−${escaped(formatMoney(minor, order.currency))}`;
  const { coupons, points, earned } = benefits;
  const rows = coupons.map(({ codeMasked, offMinor }) =>
    row(`${say.coupon} ${escaped(codeMasked)}`, money(offMinor), 'small'),
  );
  if (points) rows.push(row(`${say.points} ${points.spent}`, money(points.offMinor), 'small'));
  if (earned > 0) rows.push(row(say.earned, `+${earned}`, 'small'));
  return rows.join('');
}

function payerOf({ platform, codeMasked }: OrderCharge, texts: ReceiptTexts): string {
  const name = Object.hasOwn(texts.platforms, platform) ? texts.platforms[platform] : platform;
  const words = [texts.paid, name];
  // A code that the machine showed says nothing of the payer.
  if (codeMasked !== '') words.push(codeMasked);
  return words.join(' · ');
}

function paymentRows(order: Order, texts: ReceiptTexts): string {
  const money = (minor: number) => escaped(formatMoney(minor, order.currency));
  const rows = order.charges
    .filter((charge) => charge.state === 'paid')
    .map((charge) => row(escaped(payerOf(charge, texts)), money(charge.amountMinor), 'small'));
  if (order.cashMinor > 0) {
    rows.push(row(`${texts.paid} · ${texts.cash}`, money(order.cashMinor), 'small'));
  }
  const labels = { intended: texts.refunding, refunded: texts.refunded, failed: texts.refundFailed };
  for (const refund of order.refunds) {
    rows.push(row(labels[refund.state], money(refund.amountMinor), 'small'));
  }
  for (const payout of order.payouts) {
    const label = payout.purpose === 'change' ? texts.change : texts.refunded;
    if (payout.paidMinor > 0) rows.push(row(label, money(payout.paidMinor), 'small'));
    if (payout.owedMinor > 0) rows.push(row(texts.owed, money(payout.owedMinor), 'small'));
  }
  return rows.join('');
}

/** The receipt of a known order. */
export function receiptPage(content: ReceiptContent, language: Language): string {
  const { order, merchantName, machineName, footer, timeZone } = content;
  const texts = receiptTexts[language];
  const money = (minor: number) => escaped(formatMoney(minor, order.currency));
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const format = { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' } as const;
  const clock = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', format);
  const when = (atMs: number) => clock.format(new Date(atMs));
  const time = when(order.paidAtMs ?? order.updatedAtMs);
  const { discountMinor, dueMinor } = order.totals;
  const discount = discountMinor > 0 ? row(texts.discount, `−${money(discountMinor)}`, 'small') : '';
  const body = `<h1>${escaped(merchantName[language])}</h1><h2>${texts.title}</h2>
<p class="state${order.closedAtMs === undefined ? ' open' : ''}">${texts.states[order.state]}</p>
<table>${lineRows(order, language, texts)}${parkingRow(order, texts, when)}${discount}${benefitRows(order, language)}
${row(texts.total, money(dueMinor), 'sum')}${paymentRows(order, texts)}</table>
<dl class="small"><dt>${texts.order}</dt><dd>${escaped(order.orderId)}</dd>
<dt>${texts.time}</dt><dd>${escaped(time)}</dd>
<dt>${texts.machine}</dt><dd>${escaped(machineName[language])}</dd></dl>
<p class="small">${escaped(footer[language])}</p>`;
  return page(language, `${texts.title} · ${merchantName[language]}`, body);
}

/** The order may still be on a machine without a network. */
export function notArrivedPage(orderId: string, language: Language): string {
  const texts = receiptTexts[language];
  const body = `<h1>${texts.notArrivedTitle}</h1><p>${texts.notArrived}</p>
<dl class="small"><dt>${texts.order}</dt><dd>${escaped(orderId)}</dd></dl>`;
  return page(language, texts.notArrivedTitle, body, '<meta http-equiv="refresh" content="20">');
}
