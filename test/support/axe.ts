/** The accessibility rules of axe on a page as it stands, put into each document once and run inside it. */
import axeCore, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

type Finding = AxeResults['violations'][number];

/** What axe calls serious or critical there. */
export async function seriousViolations(page: Page): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
