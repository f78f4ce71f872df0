/**
 * What somebody in front of a machine does next, from what the screen shows: picks goods, pays by code or
 * coins, changes their mind, starts again, or walks away at any step. Decides only; whoever owns the mind
 * performs the deed, in virtual time or at a real machine.
 */
import type { SaleInput } from '../../../src/kiosk/sale/sale-state.ts';
import type { View } from '../../../src/kiosk/screen/view.ts';
import type { Random } from '../../../src/platform/random.ts';

export type Deed =
  | { readonly does: 'press'; readonly input: SaleInput }
  | { readonly does: 'scan'; readonly code: string }
  | { readonly does: 'showCode'; readonly outcome: CodeOutcome }
  | { readonly does: 'coins'; readonly count: number }
  | { readonly does: 'wait' }
  /** Looks at a dark screen, or at one that says it is out of service. */
  | { readonly does: 'waitInTheDark' }
  | { readonly does: 'leave'; readonly why: string; readonly presses?: SaleInput };

/** How a payment code may end. */
export type CodeOutcome =
  | 'paid'
  | 'slow'
  | 'never'
  | 'unknown'
  | 'declined'
  | 'balance'
  | 'socketClosed'
  /** A stored-value card, with whatever is left on it. */
  | 'card';

export interface MindOptions {
  readonly random: Random;
  /** Codes on goods that may be scanned. */
  readonly codes: readonly string[];
  /** What may be touched. */
  readonly selectionIds: readonly string[];
  readonly coinMinor: number;
  /** At most so many pieces are wanted, and so many things done. */
  readonly wantsMax: number;
  readonly stepsMax: number;
  /** Pays by code alone, one piece at a time. */
  readonly codesOnly?: boolean;
  /** The code of a gift that they believe to be theirs, and what they draw for it from. */
  readonly gift?: { readonly code: string; readonly random: Random };
  /** How often each outcome comes among the codes of the wallet. */
  readonly outcomes: readonly (readonly [CodeOutcome, number])[];
}

type Want =
  | { readonly how: 'scan'; readonly code: string }
  | { readonly how: 'touch'; readonly selectionId: string };

const wait: Deed = { does: 'wait' };
const press = (input: SaleInput): Deed => ({ does: 'press', input });
const leave = (why: string): Deed => ({ does: 'leave', why });

export class ShopperMind {
  readonly #options: MindOptions;
  readonly #leaveRate: number;
  #wants: Want[];
  #pays: 'code' | 'cash';
  #startsOver = 1;
  #steps = 0;
  /** So often they ask for their gift. */
  #giftAsks = 3;

  constructor(options: MindOptions) {
    this.#options = options;
    this.#wants = this.#chooseGoods();
    this.#pays = this.#chance(0.65) || options.codesOnly ? 'code' : 'cash';
    this.#leaveRate = this.#chance(0.35) ? 0.06 : 0;
  }

  /** What the shopper came for, in words. */
  intention(): string {
    const names = this.#wants.map((want) => (want.how === 'scan' ? want.code : want.selectionId));
    return `${names.join(', ')}, ${this.#pays}`;
  }

  /** The next deed; `view` is undefined while the screen is dark. */
  decide(view: View | undefined): Deed {
    this.#steps += 1;
    if (this.#steps > this.#options.stepsMax || this.#chance(this.#leaveRate)) return leave('walks away');
    if (!view || view.page.page === 'outOfService') {
      return this.#chance(0.04) ? leave('gives up on a dark machine') : { does: 'waitInTheDark' };
    }
    return this.#onPage(view);
  }

  #onPage(view: View): Deed {
    switch (view.page.page) {
      case 'welcome':
        if (this.#wants.length > 0) return this.#nextWant(view);
        return this.#startsOver > 0 && this.#chance(0.4)
          ? this.#startOver()
          : leave('has nothing more to do');
      case 'list':
        return this.#onList(view);
      case 'memberPhone':
        return press({ type: 'back' });
      case 'parkingOffer':
      case 'parkingCar':
        return press({ type: 'parking', wanted: false });
      case 'takePicture':
      case 'expiredWarning':
      case 'parkingCheck':
        return press({ type: 'goOn' });
      case 'giftOffer':
        return press({ type: 'answerGift', offerId: view.page.offerId, answer: this.#giftAnswer() });
      case 'consent':
        return press({ type: 'answerConsent', agreed: false });
      case 'faceKept':
        return press({ type: 'finish' });
      case 'giftClaim':
        return this.#claimGift();
      case 'faceDesk':
      case 'faceAge':
      case 'faceLook':
        return press({ type: 'back' });
      case 'tenderChoice':
        if (this.#options.gift && this.#giftAsks > 0 && !view.split) return press({ type: 'askGift' });
        return this.#chooseTender(view.page.tenders);
      case 'showCode':
      case 'cardPin':
      case 'cardFace':
      case 'cardPart':
      case 'fingerConsent':
      case 'fingerEnrol':
        return press({ type: 'back' });
      case 'presentCode':
        return this.#presentCode();
      case 'insertCash':
        if (this.#chance(0.06)) return press({ type: 'cancel' });
        if (view.split && this.#chance(0.3)) return this.#payRestByCode();
        if (this.#chance(0.03)) return press({ type: 'back' });
        return this.#putCoins(view.split?.remainingMinor ?? view.totals.dueMinor);
      case 'verificationFailed':
        return press({ type: 'cancel' });
      case 'paymentFailed':
        if (this.#chance(0.2)) return press({ type: 'cancel' });
        if (this.#chance(0.1)) return press({ type: 'back' });
        if (this.#chance(0.3) && !this.#options.codesOnly)
          this.#pays = this.#pays === 'code' ? 'cash' : 'code';
        return press({ type: 'retry' });
      case 'done':
        return this.#atTheEnd(view, 0);
      case 'refunded':
        return this.#atTheEnd(view, 0.2);
      case 'paymentUnknown':
        return this.#whenUnknown(view, view.page.again);
      case 'waitingForPayment':
        return view.page.settleAgainFromMs !== undefined && this.#chance(0.1)
          ? press({ type: 'settleAgain' })
          : wait;
      case 'giftSeek':
      case 'delivering':
      case 'outOfService':
        return wait;
    }
  }

  #onList(view: View): Deed {
    if (this.#wants.length > 0) return this.#nextWant(view);
    if (view.lines.length === 0) return leave('has an empty list');
    if (this.#chance(0.05)) return press({ type: 'cancel' });
    if (this.#chance(0.05)) return press({ type: 'language', language: 'en' });
    const line = this.#pick(view.lines);
    if (!line || !this.#chance(0.08) || this.#options.codesOnly) return press({ type: 'pay' });
    return press({ type: 'setQuantity', lineId: line.lineId, quantity: this.#below(4) });
  }

  #claimGift(): Deed {
    this.#giftAsks -= 1;
    const { gift } = this.#options;
    return gift ? { does: 'scan', code: gift.code } : press({ type: 'back' });
  }

  #giftAnswer(): 'accepted' | 'declined' | 'notMe' {
    const drawn = this.#options.gift?.random.fraction() ?? 1;
    if (drawn < 0.8) return 'accepted';
    return drawn < 0.86 ? 'declined' : 'notMe';
  }

  #presentCode(): Deed {
    if (this.#chance(0.05)) return press({ type: 'back' });
    if (this.#chance(0.05)) return press({ type: 'cancel' });
    const goods = this.#chance(0.05) ? this.#pick(this.#options.codes) : undefined;
    return goods === undefined
      ? { does: 'showCode', outcome: this.#outcome() }
      : { does: 'scan', code: goods };
  }

  /** Settles again, waits for it, or goes without the goods. */
  #whenUnknown(view: View, again: Extract<View['page'], { page: 'paymentUnknown' }>['again']): Deed {
    if (again === 'never') return this.#atTheEnd(view, 0.4);
    if (again === 'offered' && this.#chance(0.4)) return press({ type: 'settleAgain' });
    if (this.#chance(0.9)) return this.#chance(0.1) ? press({ type: 'moreTime' }) : wait;
    return leave('goes without the goods');
  }

  #atTheEnd(view: View, startOverRate: number): Deed {
    if (this.#wants.length > 0) return this.#nextWant(view);
    if (this.#startsOver > 0 && this.#chance(startOverRate)) return this.#startOver();
    const finish: SaleInput = { type: 'finish' };
    return { does: 'leave', why: 'leaves', ...(this.#chance(0.7) ? { presses: finish } : {}) };
  }

  #startOver(): Deed {
    this.#startsOver -= 1;
    this.#wants = this.#chooseGoods();
    return wait;
  }

  #nextWant(view: View): Deed {
    const want = this.#wants.shift();
    if (!want) return wait;
    if (want.how === 'scan') return { does: 'scan', code: want.code };
    const { selectionId } = want;
    const choices = view.selections.find((s) => s.selectionId === selectionId)?.options ?? [];
    const options = choices.map(({ optionId, min, max, step }): [string, number] => [
      optionId,
      min + step * this.#below(Math.floor((max - min) / step) + 1),
    ]);
    return press({ type: 'choose', selectionId, options: Object.fromEntries(options) });
  }

  #chooseTender(tenders: Extract<View['page'], { page: 'tenderChoice' }>['tenders']): Deed {
    const usable = tenders.filter((t) => t.unavailable === undefined).map((t) => t.tender);
    if (this.#chance(0.04)) return press({ type: 'back' });
    if (this.#chance(0.04) || usable.length === 0) return press({ type: 'cancel' });
    if (this.#options.codesOnly && !usable.includes('code')) return press({ type: 'cancel' });
    const tender = usable.includes(this.#pays) ? this.#pays : (usable[0] ?? 'code');
    return press({ type: 'chooseTender', tender });
  }

  /** The coins stay in, a code pays what they left. */
  #payRestByCode(): Deed {
    this.#pays = 'code';
    return press({ type: 'back' });
  }

  /** As many coins as are missing; sometimes too few, sometimes a few too many. */
  #putCoins(missingMinor: number): Deed {
    const missing = Math.ceil(missingMinor / this.#options.coinMinor);
    const some = 1 + this.#below(Math.max(1, missing));
    return { does: 'coins', count: this.#chance(0.3) ? some : missing + (this.#chance(0.2) ? some : 0) };
  }

  #outcome(): CodeOutcome {
    const { outcomes, random } = this.#options;
    let at = random.fraction() * outcomes.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [outcome, weight] of outcomes) {
      at -= weight;
      if (at < 0) return outcome;
    }
    return 'paid';
  }

  #chooseGoods(): Want[] {
    const { codes, selectionIds, random, wantsMax } = this.#options;
    const count = Math.min(wantsMax, 1 + Math.floor(random.fraction() ** 2 * 4));
    return Array.from({ length: count }, (): Want => {
      const code = this.#chance(0.35) ? this.#pick(codes) : undefined;
      if (code !== undefined) return { how: 'scan', code };
      return { how: 'touch', selectionId: this.#pick(selectionIds) ?? '' };
    });
  }

  #below(limit: number): number {
    return Math.floor(this.#options.random.fraction() * limit);
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[this.#below(list.length)];
  }

  #chance(rate: number): boolean {
    return this.#options.random.fraction() < rate;
  }
}
