import { type Browser, chromium } from 'playwright-core';

/** Nothing but what the page asks for: no updates, no first-run page, no sandbox that root could not have. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = async (executablePath: string): Promise<Browser> =>
  await chromium.launch({ executablePath, args });
