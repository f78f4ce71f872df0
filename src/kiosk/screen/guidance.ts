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

/** The guidance of a page: what is asked or happening, and the sum where there is one. */
export function guidanceFor(view: View, { say, money }: Words): string {
  const sentences = (...texts: (string | undefined)[]) =>
    texts.filter(Boolean).join(say(frameTexts.sentenceEnd));
  const due = view.split
    ? `${say(cardTexts.remaining)} ${money(view.split.remainingMinor)}`
    : `${say(goodsTexts.toPay)} ${money(view.totals.dueMinor)}`;
  const { page } = view;
  switch (page.page) {
    case 'welcome':
      return view.selections.length > 0
        ? sentences(
            say(goodsTexts.chooseTitle),
            say(view.canScan ? goodsTexts.chooseOrScan : goodsTexts.chooseNote),
          )
        : sentences(say(goodsTexts.scanTitle), say(goodsTexts.scanNote));
    case 'list':
      return sentences(memberSaid(view, say), lineSaid(view, { say, money }), due);
    case 'memberPhone':
      return sentences(say(memberTexts.phoneTitle), say(memberTexts.phoneNote));
    case 'expiredWarning':
      return sentences(...warningSaid(page.goods, say));
    case 'parkingOffer':
      return sentences(say(parkingTexts.offerTitle), say(parkingTexts.offerNote));
    case 'parkingCar':
      return sentences(say(parkingTexts.carTitle), page.tickets ? say(parkingTexts.carNote) : undefined);
    case 'parkingCheck':
      return checkSaid(page, say);
    case 'takePicture':
      return sentences(...pictureSaid(page, say));
    case 'faceDesk':
    case 'faceAge':
    case 'consent':
    case 'faceLook':
    case 'faceKept':
      return sentences(...peopleSaid(page, { say }));
    case 'giftClaim':
    case 'giftSeek':
    case 'giftOffer':
      return sentences(...giftSaid(page, { say, money }));
    case 'tenderChoice':
      return sentences(
        vendSaid(view, say),
        say(view.split ? cardTexts.restTitle : payTexts.tenderTitle),
        due,
      );
    case 'cardPin':
      return sentences(
        page.wrong && say(faultCatalogue[page.wrong].shopper),
        say(cardTexts.pinTitle),
        page.finger && say(cardTexts.orFinger),
        page.face && say(cardTexts.orFace),
      );
    case 'cardFace':
      return sentences(say(cardTexts.faceTitle), say(cardTexts.facePause), due);
    case 'fingerConsent':
      return sentences(
        say(cardTexts.fingerTitle),
        say(cardTexts.fingerWhatNote),
        say(cardTexts.fingerWhereNote),
      );
    case 'fingerEnrol':
      return sentences(say(cardTexts.enrolTitle), say(cardTexts.enrolNote));
    case 'cardPart':
      return sentences(
        say(cardTexts.partTitle),
        say(cardTexts.partYes, { amount: money(page.spendableMinor) }),
      );
    case 'presentCode':
      return sentences(say(payTexts.presentTitle), say(payTexts.presentNote), due);
    case 'showCode':
      return sentences(
        say(shownCodeTexts.note, { platform: say(platformName(page.platform)) }),
        say(shownCodeTexts.waits),
        due,
      );
    case 'waitingForPayment':
      return waitingSaid(page.stage, say(platformName(page.platform)), say);
    case 'insertCash':
      return sentences(
        say(payTexts.cashTitle),
        `${say(payTexts.cashRemaining)} ${money(view.split?.remainingMinor ?? view.totals.dueMinor)}`,
      );
    case 'verificationFailed':
      return sentences(
        say(verificationTexts.title),
        ...page.results.map(({ message }) => message && say(message).replace(/[。.]$/, '')),
        say(verificationTexts.nothingCharged),
      );
    case 'paymentFailed':
      return sentences(say(payTexts.failedTitle), say(faultCatalogue[page.reason].shopper));
    case 'delivering':
      return sentences(say(handoverTexts.paid), say(handoverTexts.deliveringTitle));
    case 'done':
      return sentences(
        say(handoverTexts.doneTitle),
        page.changeMinor > 0 ? `${say(handoverTexts.change)} ${money(page.changeMinor)}` : undefined,
      );
    case 'refunded':
      return sentences(
        say(faultCatalogue[page.reason].shopper),
        `${say(handoverTexts.refundAmount)} ${money(page.refundMinor)}`,
      );
    case 'paymentUnknown':
      return page.again === 'never'
        ? sentences(say(payTexts.unknownTitle), say(payTexts.unknownMoney), say(payTexts.unknownDont))
        : againSaid(page.again, say);
    case 'outOfService':
      return sentences(say(handoverTexts.outOfServiceTitle), say(faultCatalogue[page.reason].shopper));
  }
}

function againSaid(again: 'offered' | 'asked', say: Words['say']): string {
  const { title, note, askingTitle, askingNote } = settleAgainTexts;
  const [first, second] = again === 'asked' ? [askingTitle, askingNote] : [title, note];
  return `${say(first)}${say(frameTexts.sentenceEnd)}${say(second)}`;
}

/** What a vending controller asked for, so that the shopper hears that the keypad was understood. */
function vendSaid({ lines }: View, say: Words['say']): string | undefined {
  const delivery = lines[0]?.delivery;
  return delivery?.how === 'vend' ? say(payTexts.vendAsked, { item: delivery.item }) : undefined;
}

/** The greeting, as long as nothing is on the list yet. */
function memberSaid({ member, lines }: View, say: Words['say']): string | undefined {
  return member && lines.length === 0 ? say(memberTexts.greeting, { name: member.nameMasked }) : undefined;
}

/** The line that changed last, with its quantity and what it costs. */
function lineSaid(view: View, { say, money }: Words): string | undefined {
  const line = view.lines.find((one) => one.lineId === view.changedLineId);
  if (!line) return undefined;
  const times = line.quantity > 1 ? ` × ${line.quantity}` : '';
  return `${say(line.name)}${times}, ${money(line.dueMinor)}`;
}

function checkSaid(
  { stage, reason }: Extract<View['page'], { page: 'parkingCheck' }>,
  say: Words['say'],
): string {
  if (stage === 'refused') return say(reason ? faultCatalogue[reason].shopper : parkingTexts.refusedTitle);
  const texts = {
    asking: parkingTexts.askingTitle,
    found: parkingTexts.foundTitle,
    late: parkingTexts.lateTitle,
  } as const;
  return say(texts[stage]);
}

function waitingSaid(
  stage: 'sent' | 'confirmOnPhone' | 'checking',
  platform: string,
  say: Words['say'],
): string {
  const texts = {
    sent: payTexts.waitingSent,
    confirmOnPhone: payTexts.waitingConfirm,
    checking: payTexts.waitingChecking,
  } as const;
  return say(texts[stage], { platform });
}
