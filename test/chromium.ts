import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems keep it; CHROMIUM names another. */
const PLACES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = PLACES.find((place) => place !== '' && existsSync(place));

/** Tests of what a browser has to show are left out where there is none, and say so. */
export const hasChromium = executablePath !== undefined;

/** @throws where none is installed. */
export async function launchChromium(): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error('no Chromium found: install one (apt-get install chromium) or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
