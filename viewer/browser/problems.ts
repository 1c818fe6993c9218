import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { PageTraffic } from './traffic';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps people from reading or using a page, as axe sees it: one line per rule, with the first element that breaks it. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** Longer than a panel waits before it offers to cancel its query, shorter than a refresh. */
const takesLongMs = 3000;
/** A page that refreshes itself never has all it wants. */
const mostSteps = 5;

/**
 * Opens a page whose questions are answered step by step (the dashboard, its variables, its panels), each only after the page was looked
 * at while it waited, and waited long, for the answer.
 */
export async function problemsWhileLoading(page: Page, url: string): Promise<{ steps: number; problems: string[] }> {
  const traffic = new PageTraffic(page);
  await traffic.hold();
  await page.clock.install();
  await page.goto(url);
  const problems: string[] = [];
  let steps = 0;
  for (; steps < mostSteps; steps++) {
    await traffic.quiet(150_000);
    await page.clock.fastForward(takesLongMs);
    await traffic.quiet(150_000);
    problems.push(...(await seriousProblems(page)));
    if ((await traffic.letGo()) === 0) break;
  }
  return { steps, problems };
}
