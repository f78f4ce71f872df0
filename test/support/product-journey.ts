/**
 * A journey: a test of the whole product. It runs once, on the real engines where they are; one that is about
 * what the engines do for us runs on every set. What is not here is skipped with its reason. When something
 * fails the programs' logs are shown before they are removed.
 */
import t, { type Test } from 'tap';
import { allEngines, bestEngines } from './engines.ts';
import { Product } from './product.ts';
import { Shopper } from './shopper.ts';

export interface Journey {
  readonly product: Product;
  /** Somebody who stands at the machine from the start. */
  readonly shopper: Shopper;
}

export interface JourneyOptions {
  readonly speed?: number;
  /** Machines beside the demo's own, `merchant.machine`. */
  readonly moreMachines?: readonly string[];
  /** Whether it runs on each set of engines: for what must survive, arrive or stay apart on all of them. */
  readonly onEveryEngine?: boolean;
  /** What this journey needs and is not here. */
  readonly absent?: string | undefined;
}

const demoMachine = 'demo.kiosk-1';

t.setTimeout(600_000);

/** Starts the product on its engines and hands it to `run`, whose subtests share it. */
export function journey(
  title: string,
  run: (t: Test, journey: Journey) => Promise<void>,
  options: JourneyOptions = {},
): void {
  for (const engines of options.onEveryEngine ? allEngines : [bestEngines]) {
    t.test(`${title}, on ${engines.name}`, { skip: options.absent ?? engines.absent ?? false }, async (t) => {
      const open = await engines.open([demoMachine, ...(options.moreMachines ?? [])]);
      t.teardown(() => open.close());
      const product = new Product({
        engines: open,
        ...(options.speed === undefined ? {} : { speed: options.speed }),
      });
      t.teardown(async () => {
        if (!t.passing()) t.comment(product.logs());
        await product.close();
      });
      await product.start();
      const shopper = await Shopper.at(product);
      t.teardown(() => shopper.leave());
      // The steps of a journey lead from one to the next: after one that failed the others mean nothing.
      t.beforeEach(() => {
        if (!t.passing()) throw new Error('an earlier step failed');
      });
      await run(t, { product, shopper });
    });
  }
}
