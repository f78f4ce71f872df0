/**
 * What the voice guide says for a view, whoever speaks: the browser's voice or the machine's own speaker.
 * Only texts of `src/look`, the catalogue of faults, and names and sums of the list.
 */
import { faultCatalogue } from '../../domain/fault-catalogue.ts';
import type { Text } from '../../domain/text.ts';
import { cardTexts } from '../../look/card-texts.ts';
import { warningSaid } from '../../look/held-back-words.ts';
import { memberTexts } from '../../look/member-texts.ts';
import { parkingTexts } from '../../look/parking-texts.ts';
import type { Blanks } from '../../look/say.ts';
import { frameTexts, goodsTexts, handoverTexts, payTexts } from '../../look/screen-texts.ts';
import { settleAgainTexts } from '../../look/settle-again-texts.ts';
import { platformName } from '../../look/shared-texts.ts';
import { shownCodeTexts } from '../../look/shown-code-texts.ts';
import { verificationTexts } from '../../look/verification-texts.ts';
import { giftSaid } from './gift-words.ts';
import { peopleSaid } from './people-words.ts';
import { pictureSaid } from './picture-words.ts';
import type { View } from './view.ts';

/** Words and money in the shopper's language. */
export interface Words {
  readonly say: (text: Text, blanks?: Blanks) => string;
  readonly money: (minor: number) => string;
}

type PageName = View['page']['page'];
type PageOf<P extends PageName> = Extract<View['page'], { page: P }>;
/** Sentences in the order they are spoken; what is not true now is left out. */
type Sentences = readonly (string | false | undefined)[];
type Guide<P extends PageName> = (page: PageOf<P>, words: Words, view: View) => Sentences;
type Guides = { readonly [P in PageName]: Guide<P> };

const waitingTexts = {
  sent: payTexts.waitingSent,
  confirmOnPhone: payTexts.waitingConfirm,
  checking: payTexts.waitingChecking,
} as const;
const overdueTexts = {
  never: [payTexts.unknownTitle, payTexts.unknownMoney, payTexts.unknownDont],
  offered: [settleAgainTexts.title, settleAgainTexts.note],
  asked: [settleAgainTexts.askingTitle, settleAgainTexts.askingNote],
} as const;

const listGuides = {
  welcome: (_page, { say }, { selections, canScan }) =>
    selections.length > 0
      ? [say(goodsTexts.chooseTitle), say(canScan ? goodsTexts.chooseOrScan : goodsTexts.chooseNote)]
      : [say(goodsTexts.scanTitle), say(goodsTexts.scanNote)],
  list: (_page, words, view) => [memberSaid(view, words), lineSaid(view, words), dueSaid(view, words)],
  memberPhone: (_page, { say }) => [say(memberTexts.phoneTitle), say(memberTexts.phoneNote)],
  expiredWarning: ({ goods }, { say }) => warningSaid(goods, say),
  takePicture: (page, { say }) => pictureSaid(page, say),
  parkingOffer: (_page, { say }) => [say(parkingTexts.offerTitle), say(parkingTexts.offerNote)],
  parkingCar: ({ tickets }, { say }) => [say(parkingTexts.carTitle), tickets && say(parkingTexts.carNote)],
  parkingCheck: (page, words) => [checkSaid(page, words)],
} satisfies Partial<Guides>;

const peopleGuides = {
  faceDesk: peopleSaid,
  faceAge: peopleSaid,
  consent: peopleSaid,
  faceLook: peopleSaid,
  faceKept: peopleSaid,
  giftClaim: giftSaid,
  giftSeek: giftSaid,
  giftOffer: giftSaid,
} satisfies Partial<Guides>;

const cardGuides = {
  cardPin: ({ secret, wrong, finger, face }, { say }) => [
    wrong && say(faultCatalogue[wrong].shopper),
    say(secret ? cardTexts.passwordTitle : cardTexts.pinTitle),
    finger && say(cardTexts.orFinger),
    face && say(cardTexts.orFace),
  ],
  cardFace: (_page, words, view) => [
    words.say(cardTexts.faceTitle),
    words.say(cardTexts.facePause),
    dueSaid(view, words),
  ],
  fingerConsent: (_page, { say }) => [
    say(cardTexts.fingerTitle),
    say(cardTexts.fingerWhatNote),
    say(cardTexts.fingerWhereNote),
  ],
  fingerEnrol: (_page, { say }) => [say(cardTexts.enrolTitle), say(cardTexts.enrolNote)],
  cardPart: ({ spendableMinor }, { say, money }) => [
    say(cardTexts.partTitle),
    say(cardTexts.partYes, { amount: money(spendableMinor) }),
  ],
} satisfies Partial<Guides>;

const paymentGuides = {
  tenderChoice: (_page, words, view) => [
    vendSaid(view, words),
    words.say(view.split ? cardTexts.restTitle : payTexts.tenderTitle),
    dueSaid(view, words),
  ],
  presentCode: (_page, words, view) => [
    words.say(payTexts.presentTitle),
    words.say(payTexts.presentNote),
    dueSaid(view, words),
  ],
  showCode: ({ platform }, words, view) => [
    words.say(shownCodeTexts.note, { platform: words.say(platformName(platform)) }),
    words.say(shownCodeTexts.waits),
    dueSaid(view, words),
  ],
  waitingForPayment: ({ stage, platform }, { say }) => [
    say(waitingTexts[stage], { platform: say(platformName(platform)) }),
  ],
  insertCash: (_page, { say, money }, { split, totals }) => [
    say(payTexts.cashTitle),
    `${say(payTexts.cashRemaining)} ${money(split?.remainingMinor ?? totals.dueMinor)}`,
  ],
  verificationFailed: ({ results }, { say }) => [
    say(verificationTexts.title),
    ...results.map(({ message }) => message && say(message).replace(/[。.]$/, '')),
    say(verificationTexts.nothingCharged),
  ],
  paymentFailed: ({ reason }, { say }) => [say(payTexts.failedTitle), say(faultCatalogue[reason].shopper)],
  paymentUnknown: ({ again }, { say }) => overdueTexts[again].map((text) => say(text)),
} satisfies Partial<Guides>;

const endGuides = {
  delivering: (_page, { say }) => [say(handoverTexts.paid), say(handoverTexts.deliveringTitle)],
  done: ({ changeMinor }, { say, money }) => [
    say(handoverTexts.doneTitle),
    changeMinor > 0 && `${say(handoverTexts.change)} ${money(changeMinor)}`,
  ],
  refunded: ({ reason, refundMinor }, { say, money }) => [
    say(faultCatalogue[reason].shopper),
    `${say(handoverTexts.refundAmount)} ${money(refundMinor)}`,
  ],
  outOfService: ({ reason }, { say }) => [
    say(handoverTexts.outOfServiceTitle),
    say(faultCatalogue[reason].shopper),
  ],
} satisfies Partial<Guides>;

const guides: Guides = {
  ...listGuides,
  ...peopleGuides,
  ...cardGuides,
  ...paymentGuides,
  ...endGuides,
};

/** The guidance of a page: what is asked or happening, and the sum where there is one. */
export function guidanceFor(view: View, words: Words): string {
  const guide = guides[view.page.page] as Guide<PageName>;
  return guide(view.page, words, view).filter(Boolean).join(words.say(frameTexts.sentenceEnd));
}

function dueSaid({ split, totals }: View, { say, money }: Words): string {
  return split
    ? `${say(cardTexts.remaining)} ${money(split.remainingMinor)}`
    : `${say(goodsTexts.toPay)} ${money(totals.dueMinor)}`;
}
/** What a vending controller asked for, so that the shopper hears that the keypad was understood. */
function vendSaid({ lines }: View, { say }: Words): string | undefined {
  const delivery = lines[0]?.delivery;
  return delivery?.how === 'vend' ? say(payTexts.vendAsked, { item: delivery.item }) : undefined;
}

/** The greeting, as long as nothing is on the list yet. */
function memberSaid({ member, lines }: View, { say }: Words): string | undefined {
  return member && lines.length === 0 ? say(memberTexts.greeting, { name: member.nameMasked }) : undefined;
}

/** The line that changed last, with its quantity and what it costs. */
function lineSaid(view: View, { say, money }: Words): string | undefined {
  const line = view.lines.find((one) => one.lineId === view.changedLineId);
  if (!line) return undefined;
  const times = line.quantity > 1 ? ` × ${line.quantity}` : '';
  return `${say(line.name)}${times}, ${money(line.dueMinor)}`;
}

function checkSaid({ stage, reason }: PageOf<'parkingCheck'>, { say }: Words): string {
  if (stage === 'refused') return say(reason ? faultCatalogue[reason].shopper : parkingTexts.refusedTitle);
  const texts = {
    asking: parkingTexts.askingTitle,
    found: parkingTexts.foundTitle,
    late: parkingTexts.lateTitle,
  } as const;
  return say(texts[stage]);
}
