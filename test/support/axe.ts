/**
 * The accessibility rules of axe on a page as it stands. They are put into each document once and run inside
 * it: the builder of `@axe-core/playwright` brings them anew, and opens a page beside it, for every look.
 */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const besideTheBuilder = createRequire(import.meta.resolve('@axe-core/playwright'));
const { source } = besideTheBuilder('axe-core') as { readonly source: string };

type Finding = AxeResults['violations'][number];

/** What axe calls serious or critical there. */
export async function seriousViolations(page: Page): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
