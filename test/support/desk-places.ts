import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../domain/language.ts';
import type { TestDesk } from './desk.ts';
import { axeFaults, isTooWide } from './page-checks.ts';

/** Pages of the desk below the language, and the person who opens them. */
export type DeskPlace = { person: string; paths: readonly string[] };

const [firstLanguage] = LANGUAGES;

/** What is wrong with the pages in a browser of that width, in every language: what axe finds, and scrolling sideways. */
export async function faultsInBrowser(
  browser: Browser,
  desk: TestDesk,
  { places, width }: { places: readonly DeskPlace[]; width: number },
): Promise<string[]> {
  const faults: string[] = [];
  for (const { person, paths } of places) {
    const signedIn = await browser.newContext({ viewport: { width, height: 900 } });
    await signedIn.addCookies((await desk.signedIn(person)).cookies());
    const page = await signedIn.newPage();
    for (const language of LANGUAGES) {
      for (const path of paths) {
        await page.goto(`${desk.url}/${language}${path}`);
        const found = [
          ...(await axeFaults(page, { colours: language === firstLanguage })),
          ...((await isTooWide(page)) ? ['can be scrolled sideways'] : []),
        ];
        faults.push(...found.map((fault) => `${language}${path} ${fault}`));
      }
    }
    await signedIn.close();
  }
  return faults;
}
