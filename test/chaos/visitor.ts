import type { Seeded } from '../../dev/demonstration/seeded.ts';
import { FormBrowser } from '../support/form-browser.ts';
import { machineAt } from '../support/machine-at.ts';
import { anAddress } from './an-address.ts';
import { NoAnswer, expectAnswer, persist } from './persist.ts';
import type { ClientRun } from './persist.ts';

const step = (name: string): string => `/ru/complaints/new/${name}`;

/**
 * A person with a browser who files by the form, again and again. When a page does not come, the person loads it anew;
 * when the answer to the last click does not come, the page of the receipt tells whether the complaint was filed. Each
 * complaint comes from another address, as those of many people do.
 */
export async function visitor(portal: string, random: Seeded, run: ClientRun, addressOf = anAddress): Promise<void> {
  while (!run.signal.aborted) {
    const n = random.below(1_000_000);
    const machine = machineAt(addressOf(random));
    const browser = new FormBrowser(portal, machine.fetch);
    const until = async (path: string, work: () => Promise<unknown>): Promise<void> => {
      await persist(run, async () => {
        await work();
        expectAnswer(browser);
        if (browser.path !== step(path)) throw new NoAnswer(browser.status);
      });
    };
    const send = (from: string, to: string, fields: Record<string, string>): Promise<void> =>
      until(to, async () => {
        await browser.open(step(from));
        await browser.send(step(from), fields);
      });
    await until('who', () => browser.send('/ru/complaints/new', {}));
    const name = `Мисал Мисалов ${n}`;
    await send('who', 'what', { complainantKind: 'voter', name, email: `visitor-${n}@example.org` });
    const statement = `Үгүт материалдары илинген, ${n}-учур.`;
    await send('what', 'where', { kind: 'campaignRules', respondentKind: 'unknown', statement });
    await until('receipt', async () => {
      await browser.open(step('receipt'));
      if (browser.path === step('receipt') && browser.status === 200) return;
      await browser.open(step('check'));
      await browser.send(step('check'), {});
    });
    const [number = ''] = /K-2027-\d{6}/.exec(browser.html) ?? [];
    const shown = [...browser.html.matchAll(/sha256 ([0-9a-f ]{79})/g)].map(([, hash = '']) =>
      hash.replaceAll(' ', ''),
    );
    run.done.receipted({ number, commitment: shown.at(-1) ?? '', hashes: shown.slice(0, -1) });
    await machine.close();
  }
}
