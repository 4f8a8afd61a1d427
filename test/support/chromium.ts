import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { isAbsent } from './absent.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium of the system, or as CHROMIUM names it; null where there is none. */
const chromiumPath: string | null =
  process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place)) ?? null;

/** Whether there is none; said on standard error then. `.ci/run` installs it. */
export const noChromium: boolean = isAbsent('Chromium', {
  there: chromiumPath !== null,
  remedy: 'Install Debian’s chromium, or name one in CHROMIUM.',
  promised: process.env['CI'] !== undefined,
});

/** Starts it without a window. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    // As root in a container it has no sandbox to make.
    args: ['--no-sandbox'],
  });
}

/** Rules of WCAG 2.2 A and AA and good practice that a page breaks: rule, number of places, the first one. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(async () =>
    (globalThis as any).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(
    ({ id, nodes }: any) => `${id} (${nodes.length}): ${String(nodes[0].html).slice(0, 120)}`,
  );
}
