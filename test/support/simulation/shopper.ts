/**
 * Somebody in front of the simulated machine: performs what the mind decides and notes for the oracle what
 * was seen on the screen and done.
 */
import type { SaleInput } from '../../../src/kiosk/sale/sale-state.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { Machine } from './machine.ts';
import { randomOf } from './plan/random-of.ts';
import type { VisitPlan } from './plan/story-plan.ts';
import { type CodeOutcome, type Deed, ShopperMind } from './shopper-mind.ts';
import { coinMinor, goodsCodes, selections } from './small-shop.ts';
import type { World } from './world.ts';

export interface ShopperOptions {
  readonly plan: VisitPlan;
  readonly machine: Machine;
  readonly world: World;
  /** A payment code in the shopper's wallet whose one use will end so. */
  readonly issueCode: (outcome: CodeOutcome) => string;
}

const outcomes: readonly (readonly [CodeOutcome, number])[] = [
  ['paid', 10],
  ['slow', 3],
  ['never', 2],
  ['unknown', 2],
  ['declined', 2],
  ['balance', 1],
  ['socketClosed', 2],
  ['card', 6],
];

/** Who only buys one piece and pays by Alipay or WeChat. */
const payerWishes = {
  ...{ codes: [], selectionIds: ['cola', 'lunchbox'], codesOnly: true },
  outcomes: outcomes.filter(([outcome]) => outcome !== 'card'),
};

/** About how long somebody takes for one deed, and between two looks at a screen that has nothing to ask. */
const deedMs = 1500;
const pausesMs = { press: deedMs, scan: deedMs, showCode: deedMs, wait: 2500, waitInTheDark: 1000 } as const;

export class Shopper {
  readonly #options: ShopperOptions;
  readonly #mind: ShopperMind;
  readonly #random: Random;
  #gone = false;
  #resolveGone: () => void = () => undefined;
  /** The order that the screen showed last. */
  #orderId: string | undefined;

  constructor(options: ShopperOptions) {
    this.#options = options;
    const codes = Object.values(goodsCodes);
    const { seed, wantsMax, stepsMax } = options.plan;
    this.#random = randomOf(seed, 'shopper');
    const wishes = { codes, selectionIds: selections, coinMinor, outcomes, wantsMax, stepsMax };
    const pays = options.world.plan.payments ? payerWishes : {};
    const { giftCode: code } = options.plan;
    const gift = code === undefined ? {} : { gift: { code, random: randomOf(seed, 'gift') } };
    this.#mind = new ShopperMind({ ...wishes, ...pays, ...gift, random: this.#random });
  }

  /** Resolves when the shopper has left. */
  visit(): Promise<void> {
    this.#tell(`comes for ${this.#mind.intention()}`);
    return new Promise((resolve) => {
      this.#resolveGone = resolve;
      this.#later(500);
    });
  }

  /** After how long this person opens a door that was released, if at all. */
  opensAfterMs(): number | undefined {
    const random = this.#random;
    if (this.#gone || random.fraction() < 0.1) return undefined;
    return 300 + random.fraction() * 5000;
  }

  #step(): void {
    if (this.#gone) return;
    const view = this.#options.machine.kiosk?.view();
    if (view && view.page.page !== 'outOfService') {
      this.#orderId = view.orderId;
      this.#options.machine.outside.look(view);
    }
    this.#perform(this.#mind.decide(view));
  }

  #perform(deed: Deed): void {
    switch (deed.does) {
      case 'press':
        this.#press(deed.input);
        break;
      case 'scan':
        this.#scan(deed.code);
        break;
      case 'showCode':
        this.#tell(`shows a code that will be ${deed.outcome}`);
        this.#scan(this.#options.issueCode(deed.outcome));
        break;
      case 'coins':
        this.#coins(deed.count);
        break;
      case 'leave':
        this.#leave(deed);
        break;
      case 'wait':
      case 'waitInTheDark':
        break;
    }
    // Coins take as long as there are coins, and who has left does not come back.
    const nextMs = deed.does === 'coins' || deed.does === 'leave' ? undefined : pausesMs[deed.does];
    if (nextMs !== undefined) this.#later(nextMs);
  }

  #leave({ why, presses }: Extract<Deed, { does: 'leave' }>): void {
    if (presses) this.#options.machine.kiosk?.give(presses);
    this.#gone = true;
    this.#tell(why);
    this.#resolveGone();
  }

  /** Coins one after another without looking up. */
  #coins(left: number): void {
    if (this.#gone) return;
    if (left <= 0) {
      this.#later(deedMs);
      return;
    }
    const { timeline } = this.#options.world;
    const { machinery, outside } = this.#options.machine;
    if (machinery.coins.insert()) {
      outside.putCoin({ atMs: timeline.nowMs(), amountMinor: coinMinor, orderId: this.#orderId });
      this.#tell('puts a coin in');
    }
    timeline.after(120 + this.#random.fraction() * 300, () => this.#coins(left - 1));
  }

  #scan(code: string): void {
    const read = this.#options.machine.machinery.scan(code);
    this.#tell(`scans ${code}${read ? '' : ', which is not read'}`);
  }

  #press(input: SaleInput): void {
    const words = Object.values(input).filter((word) => typeof word === 'string');
    this.#tell(`presses ${words.join(' ')}`);
    this.#options.machine.outside.press(this.#orderId, input.type);
    this.#options.machine.kiosk?.give(input);
  }

  /** Looks at the screen again after about `aboutMs`. */
  #later(aboutMs: number): void {
    const delayMs = aboutMs * (0.4 + this.#random.fraction() * 1.2);
    this.#options.world.timeline.after(delayMs, () => this.#step());
  }

  #tell(what: string): void {
    this.#options.world.chronicle.tell(this.#options.plan.name, what);
  }
}
