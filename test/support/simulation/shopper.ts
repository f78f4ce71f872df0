/**
 * Somebody in front of the machine, who acts on what the screen shows: picks goods, pays by code or coins,
 * changes their mind, starts again, or walks away at any step. What was done is noted for the oracle.
 */
import type { SimulatedOutcome } from '../../../src/cloud/gateway/simulated-platform.ts';
import type { SaleInput } from '../../../src/kiosk/sale/sale-state.ts';
import type { View } from '../../../src/kiosk/screen/view.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { Timeline } from '../../../src/platform/virtual-clock.ts';
import type { Chronicle } from './chronicle.ts';
import type { Machine } from './machine.ts';
import type { Outside } from './outside.ts';
import { coinMinor, goodsCodes, selections } from './small-shop.ts';

export interface ShopperOptions {
  readonly name: string;
  readonly machine: Machine;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly chronicle: Chronicle;
  readonly outside: Outside;
  /** A payment code in the shopper's wallet whose one use will end so. */
  readonly issueCode: (outcome: SimulatedOutcome) => string;
}

type Want =
  | { readonly how: 'scan'; readonly code: string }
  | { readonly how: 'touch'; readonly selectionId: string; readonly options: Record<string, number> };

type Deed =
  | { readonly does: 'press'; readonly input: SaleInput }
  | { readonly does: 'scan'; readonly code: string }
  | { readonly does: 'showCode' }
  | { readonly does: 'coins'; readonly count: number }
  | { readonly does: 'wait'; readonly aboutMs: number }
  | { readonly does: 'leave'; readonly why: string };

const press = (input: SaleInput): Deed => ({ does: 'press', input });
const wait = (aboutMs: number): Deed => ({ does: 'wait', aboutMs });
const leave = (why: string): Deed => ({ does: 'leave', why });

/** How a payment code may end, by how often it does. */
const outcomes: readonly (readonly [SimulatedOutcome, number])[] = [
  ['paid', 10],
  ['slow', 3],
  ['never', 2],
  ['unknown', 2],
  ['declined', 2],
  ['balance', 1],
  ['socketClosed', 2],
];

const stepsMax = 400;
const afterDeedMs = 1500;

export class Shopper {
  readonly #options: ShopperOptions;
  #wants: Want[];
  #pays: 'code' | 'cash';
  /** Chance to walk away before any step. */
  #leaveRate: number;
  #gone = false;
  #startsOver = 1;
  #steps = 0;
  #resolveGone: () => void = () => undefined;
  /** The order that the screen showed last. */
  #orderId: string | undefined;

  constructor(options: ShopperOptions) {
    this.#options = options;
    this.#wants = this.#chooseGoods();
    this.#pays = this.#chance(0.65) ? 'code' : 'cash';
    this.#leaveRate = this.#chance(0.35) ? 0.06 : 0;
  }

  get present(): boolean {
    return !this.#gone;
  }

  /** Resolves when the shopper has left. */
  visit(): Promise<void> {
    this.#tell(`comes for ${this.#wants.map(nameOf).join(', ')}, ${this.#pays}`);
    return new Promise((resolve) => {
      this.#resolveGone = resolve;
      this.#later(500);
    });
  }

  /** After how long this person opens a door that was released, if at all. */
  opensAfterMs(): number | undefined {
    if (this.#gone || this.#chance(0.1)) return undefined;
    return 300 + this.#options.random.fraction() * 5000;
  }

  #step(): void {
    if (this.#gone) return;
    this.#steps += 1;
    const deed = this.#decide();
    if (deed.does === 'leave') {
      this.#leave(deed.why);
      return;
    }
    this.#perform(deed);
    if (deed.does !== 'coins') this.#later(deed.does === 'wait' ? deed.aboutMs : afterDeedMs);
  }

  #decide(): Deed {
    if (this.#steps > stepsMax || this.#chance(this.#leaveRate)) return leave('walks away');
    const view = this.#options.machine.kiosk?.view();
    if (!view || view.page.page === 'outOfService') {
      return this.#chance(0.04) ? leave('gives up on a dark machine') : wait(1000);
    }
    this.#note(view);
    return this.#onPage(view);
  }

  /** What somebody does on each page. */
  #onPage(view: View): Deed {
    switch (view.page.page) {
      case 'welcome':
        if (this.#wants.length > 0) return this.#nextWant();
        return this.#startsOver > 0 && this.#chance(0.4)
          ? this.#startOver()
          : leave('has nothing more to do');
      case 'list':
        return this.#onList(view);
      case 'tenderChoice':
        return this.#chooseTender(view.page.tenders);
      case 'presentCode':
        if (this.#chance(0.05)) return press({ type: 'back' });
        if (this.#chance(0.05)) return press({ type: 'cancel' });
        return this.#chance(0.05) ? { does: 'scan', code: goodsCodes.water } : { does: 'showCode' };
      case 'insertCash':
        if (this.#chance(0.06)) return press({ type: 'cancel' });
        if (this.#chance(0.03)) return press({ type: 'back' });
        return this.#putCoins(view.totals.dueMinor - view.page.insertedMinor);
      case 'paymentFailed':
        if (this.#chance(0.2)) return press({ type: 'cancel' });
        if (this.#chance(0.1)) return press({ type: 'back' });
        if (this.#chance(0.3)) this.#pays = this.#pays === 'code' ? 'cash' : 'code';
        return press({ type: 'retry' });
      case 'done':
        return this.#atTheEnd(0);
      case 'refunded':
        return this.#atTheEnd(0.2);
      case 'paymentUnknown':
        return this.#atTheEnd(0.4);
      case 'waitingForPayment':
      case 'delivering':
      case 'outOfService':
        return wait(2500);
    }
  }

  #onList(view: View): Deed {
    if (this.#wants.length > 0) return this.#nextWant();
    if (view.lines.length === 0) return leave('has an empty list');
    if (this.#chance(0.05)) return press({ type: 'cancel' });
    if (this.#chance(0.05)) return press({ type: 'language', language: 'en' });
    const line = view.lines[Math.floor(this.#options.random.fraction() * view.lines.length)];
    if (!line || !this.#chance(0.08)) return press({ type: 'pay' });
    const quantity = Math.floor(this.#options.random.fraction() * 4);
    return press({ type: 'setQuantity', lineId: line.lineId, quantity });
  }

  #atTheEnd(startOverRate: number): Deed {
    if (this.#wants.length > 0) return this.#nextWant();
    if (this.#startsOver > 0 && this.#chance(startOverRate)) return this.#startOver();
    if (this.#chance(0.7)) this.#options.machine.kiosk?.give({ type: 'finish' });
    return leave('leaves');
  }

  #startOver(): Deed {
    this.#startsOver -= 1;
    this.#wants = this.#chooseGoods();
    this.#tell(`tries again: ${this.#wants.map(nameOf).join(', ')}`);
    return wait(1500);
  }

  #nextWant(): Deed {
    const want = this.#wants.shift();
    if (want?.how === 'scan') return { does: 'scan', code: want.code };
    if (!want) return wait(500);
    return press({ type: 'choose', selectionId: want.selectionId, options: want.options });
  }

  #chooseTender(tenders: Extract<View['page'], { page: 'tenderChoice' }>['tenders']): Deed {
    const usable = tenders.filter((t) => t.unavailable === undefined).map((t) => t.tender);
    if (this.#chance(0.04)) return press({ type: 'back' });
    if (this.#chance(0.04) || usable.length === 0) return press({ type: 'cancel' });
    return press({
      type: 'chooseTender',
      tender: usable.includes(this.#pays) ? this.#pays : (usable[0] ?? 'code'),
    });
  }

  /** Coins one after another without looking up; sometimes too few, sometimes a few too many. */
  #putCoins(missingMinor: number): Deed {
    const missing = Math.ceil(missingMinor / coinMinor);
    const some = 1 + Math.floor(this.#options.random.fraction() * Math.max(1, missing));
    return { does: 'coins', count: this.#chance(0.3) ? some : missing + (this.#chance(0.2) ? some : 0) };
  }

  #perform(deed: Exclude<Deed, { does: 'leave' }>): void {
    if (deed.does === 'press') this.#press(deed.input);
    if (deed.does === 'scan') this.#scan(deed.code);
    if (deed.does === 'showCode') this.#showCode();
    if (deed.does === 'coins') this.#coins(deed.count);
  }

  #showCode(): void {
    const { random, issueCode, outside } = this.#options;
    const total = outcomes.reduce((sum, [, weight]) => sum + weight, 0);
    let at = random.fraction() * total;
    const outcome = outcomes.find(([, weight]) => {
      at -= weight;
      return at < 0;
    })?.[0];
    if (this.#orderId) outside.order(this.#orderId).codesShown += 1;
    this.#tell(`shows a code that will be ${outcome}`);
    this.#scan(issueCode(outcome ?? 'paid'));
  }

  #coins(left: number): void {
    if (this.#gone) return;
    if (left <= 0) {
      this.#later(afterDeedMs);
      return;
    }
    const { machine, outside, timeline, random } = this.#options;
    if (machine.machinery.coins.insert()) {
      outside.coins.push({ atMs: timeline.nowMs(), amountMinor: coinMinor, orderId: this.#orderId });
      if (this.#orderId) outside.order(this.#orderId).coinsMinor += coinMinor;
      this.#tell('puts a coin in');
    }
    timeline.after(120 + random.fraction() * 300, () => this.#coins(left - 1));
  }

  #scan(code: string): void {
    const read = this.#options.machine.machinery.scan(code);
    this.#tell(`scans ${code}${read ? '' : ', which is not read'}`);
  }

  #press(input: SaleInput): void {
    this.#tell(
      `presses ${Object.values(input)
        .filter((word) => typeof word === 'string')
        .join(' ')}`,
    );
    if (this.#orderId) {
      const order = this.#options.outside.order(this.#orderId);
      const takesCoinsBack = input.type === 'back' && order.coinsMinor > 0;
      if (input.type === 'cancel' || takesCoinsBack) order.cancelled = true;
    }
    this.#options.machine.kiosk?.give(input);
  }

  #note(view: View): void {
    this.#orderId = view.orderId;
    if (view.orderId === undefined) return;
    const order = this.#options.outside.order(view.orderId);
    const { page } = view.page;
    if (page === 'list') order.shownTotalMinor = undefined;
    if (page === 'tenderChoice') order.shownTotalMinor = view.totals.dueMinor;
    if (page === 'delivering' || page === 'done') order.paidShown = true;
  }

  #leave(why: string): void {
    this.#gone = true;
    this.#tell(why);
    this.#resolveGone();
  }

  /** Looks at the screen again after about `aboutMs`. */
  #later(aboutMs: number): void {
    const { timeline, random } = this.#options;
    timeline.after(aboutMs * (0.4 + random.fraction() * 1.2), () => this.#step());
  }

  #chooseGoods(): Want[] {
    const { random } = this.#options;
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T;
    const count = 1 + Math.floor(random.fraction() ** 2 * 4);
    return Array.from({ length: count }, (): Want => {
      if (this.#chance(0.35)) return { how: 'scan', code: pick(Object.values(goodsCodes)) };
      const selectionId = pick(selections);
      const options = selectionId === 'latte' ? { size: Math.floor(random.fraction() * 3) } : {};
      return { how: 'touch', selectionId, options: options as Record<string, number> };
    });
  }

  #chance(rate: number): boolean {
    return this.#options.random.fraction() < rate;
  }

  #tell(what: string): void {
    this.#options.chronicle.tell(this.#options.name, what);
  }
}

function nameOf(want: Want): string {
  return want.how === 'scan' ? want.code : want.selectionId;
}
