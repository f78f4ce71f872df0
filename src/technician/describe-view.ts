/** What the screen says, in a sentence per change, for whoever follows it from the command line. */
import type { PricedLine } from '../domain/basket.ts';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import { type Currency, formatMoney } from '../domain/money.ts';
import type { Language, Text } from '../domain/text.ts';
import type { Page, View } from '../kiosk/screen/view.ts';

/** The sentence that a shopper reads for a fault, with its code for the technician. */
export function faultSentence(code: FaultCode, language: Language): string {
  return `${faultCatalogue[code]?.shopper[language] ?? code} [${code}]`;
}

/** One line of the list: name, quantity or weight, unit price, what is off, what is due. */
export function describeLine(line: PricedLine, currency: Currency, language: Language): string[] {
  const amount = line.weightGrams === undefined ? `× ${line.quantity}` : `${line.weightGrams / 1000} kg`;
  const discounts = line.discounts.map((discount) => discount.name[language]).join(', ');
  return [
    line.name[language],
    amount,
    formatMoney(line.unitPriceMinor, currency),
    line.discountMinor === 0 ? '' : formatMoney(-line.discountMinor, currency),
    formatMoney(line.dueMinor, currency),
    discounts,
  ];
}

/** The page with all that can change on it; two views with equal sentences say the same. */
export function describePage(view: View, language: Language): string {
  const money = (minor: number) => formatMoney(minor, view.currency);
  const { page } = view;
  const detail = details[page.page] as (page: Page, say: Say) => string;
  const words = detail(page, { money, language });
  const due = view.lines.length > 0 ? ` — ${pieces(view)}, ${money(view.totals.dueMinor)} due` : '';
  const shown = page.page === 'list' || page.page === 'tenderChoice' ? due : '';
  return `${words}${shown}`;
}

interface Say {
  readonly money: (minor: number) => string;
  readonly language: Language;
}

const details: { [P in Page['page']]: (page: Extract<Page, { page: P }>, say: Say) => string } = {
  welcome: () => 'welcome',
  list: () => 'the list',
  memberPhone: () => 'which member?',
  expiredWarning: ({ goods }, { language }) => {
    const told = goods.map(({ name, expiresOn }) => `${name[language]} (${expiresOn})`);
    return `not sold because of its date: ${told.join(', ')}`;
  },
  takePicture: ({ stage, added, marks }) => {
    const problems = marks.filter(({ state }) => state !== 'added');
    const where = problems.map(({ place, reason }) => `${place} [${reason}]`).join(', ');
    return `looking at pictures: ${stage}, ${added} added${where === '' ? '' : `; ${where}`}`;
  },
  parkingOffer: () => 'parking too?',
  parkingCar: () => 'which car?',
  parkingCheck: ({ stage, reason }, { language }) =>
    `the car park: ${reason ? faultSentence(reason, language) : stage}`,
  giftClaim: () => 'whose gift?',
  giftSeek: () => 'looking for a gift',
  giftOffer: ({ coverMinor, restMinor }, { money }) =>
    `a gift pays ${money(coverMinor)}, ${money(restMinor)} is left`,
  faceDesk: () => 'faces and privacy',
  faceAge: () => '14 or older?',
  consent: ({ purpose, version }) => `consent asked: ${purpose}, text ${version}`,
  faceLook: ({ purpose, step, problem, challenge }) =>
    `looking at a face: ${purpose}, ${challenge ?? problem ?? step}`,
  faceKept: ({ tag }) => (tag === undefined ? 'everything deleted' : 'a face is enrolled'),
  tenderChoice: ({ tenders }, { language }) => {
    const names = tenders.map(({ tender, unavailable }) =>
      unavailable ? `${tender} (${faultSentence(unavailable, language)})` : tender,
    );
    return `how to pay: ${names.join(', ')}`;
  },
  cardPin: ({ triesLeft }) => `the card's PIN${triesLeft === undefined ? '' : `, ${triesLeft} tries left`}`,
  cardFace: () => 'the face is verified; pay?',
  fingerConsent: () => 'a finger in place of the PIN?',
  fingerEnrol: ({ touch, of }) => `enrolling a finger: ${touch} of ${of ?? '?'}`,
  cardPart: ({ spendableMinor }, { money }) =>
    `the card pays ${money(spendableMinor)}, the rest another way?`,
  presentCode: () => 'present a payment code',
  showCode: ({ platform }) => `waiting for somebody to scan the code of ${platform}`,
  waitingForPayment: ({ stage, platform }) => `waiting for ${platform}: ${stages[stage]}`,
  insertCash: ({ insertedMinor }, { money }) => `insert cash: ${money(insertedMinor)} so far`,
  verificationFailed: ({ results }, { language }) => {
    const failed = results.filter(({ passed }) => !passed);
    return `not verified: ${failed.map(({ key, message }) => `${message?.[language] ?? ''} [${key}]`).join(' ')}`;
  },
  paymentFailed: ({ reason }, { language }) => `not paid: ${faultSentence(reason, language)}`,
  delivering: ({ deliveries }, { language }) => `delivering: ${goods(deliveries, language)}`,
  done: ({ deliveries, changeMinor, changeOwedMinor, receipt }, { money, language }) =>
    [
      deliveries.length > 0 ? `delivered: ${goods(deliveries, language)}` : 'paid, take your goods',
      changeMinor > 0 ? `change ${money(changeMinor)}` : '',
      changeOwedMinor > 0 ? `owed ${money(changeOwedMinor)}` : '',
      `receipt ${receipts[receipt.state]}`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  refunded: ({ refundMinor, refund, by, reason, deliveries }, { money, language }) =>
    `not delivered: ${goods(deliveries, language)}; ${money(refundMinor)} by ${by} ${refunds[refund]}. ${faultSentence(reason, language)}`,
  paymentUnknown: () => 'the result of the payment is not known yet; it is settled in the background',
  outOfService: ({ reason }, { language }) => `out of service: ${faultSentence(reason, language)}`,
};

const stages = { sent: 'sent', confirmOnPhone: 'confirm on the phone', checking: 'checking' } as const;
const refunds = { inExecution: 'on its way back', refunded: 'refunded', failed: 'not refunded yet' } as const;
const receipts = {
  printing: 'printing',
  printed: 'printed',
  waiting: 'waiting for the printer',
  screenOnly: 'on the screen',
} as const;

interface Delivered {
  readonly name: Text;
  readonly state: string;
  readonly percent?: number;
  readonly where?: string;
}

function goods(deliveries: readonly Delivered[], language: Language): string {
  return deliveries
    .map(({ name, state, percent, where }) => {
      const place = where === undefined ? '' : ` ${where}`;
      const quarters = Math.floor((percent ?? 0) / 25) * 25;
      const progress = state === 'running' && quarters > 0 ? ` ${quarters} %` : '';
      return `${name[language]}${place} ${states[state] ?? state}${progress}`;
    })
    .join(', ');
}

const states: Readonly<Record<string, string>> = {
  waiting: 'waits',
  running: 'on its way',
  delivered: 'delivered',
  notDelivered: 'did not come out',
};

function pieces(view: View): string {
  const { pieces: count } = view.totals;
  return count === 1 ? '1 piece' : `${count} pieces`;
}
