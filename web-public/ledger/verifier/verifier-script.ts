// The script of the page, beside what checks: runs in the browser as it stands, its types and this import taken off.
import { checkOffline, ProofFault } from './check-offline.ts';
import type { OfflineProof } from './check-offline.ts';

type Element = {
  value: string;
  textContent: string;
  className: string;
  files?: ArrayLike<{ text: () => Promise<string> }>;
  append: (...parts: Element[]) => void;
  replaceChildren: (...parts: Element[]) => void;
  addEventListener: (kind: string, does: (event: { preventDefault: () => void }) => void) => void;
};
declare const document: { getElementById: (id: string) => Element; createElement: (name: string) => Element };
declare const location: { hash: string };

const part = (id: string): Element => document.getElementById(id);
const words = JSON.parse(part('words').textContent) as Record<string, string>;
const word = (key: string): string => words[key] ?? key;

function made(name: string, text: string, className = ''): Element {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

/** Bishkek is six hours before UTC all the year. */
function bishkek(instant: string): string {
  const [day, clock] = new Date(Date.parse(instant) + 6 * 3_600_000).toISOString().split('T');
  return `${(day ?? '').split('-').toReversed().join('.')}, ${(clock ?? '').slice(0, 8)} (${word('zone')})`;
}

function told({ number, legalAt, recordedAt, place, size, origin, commitment, ...seen }: OfflineProof): Element {
  const list = made('dl', '');
  const facts = [
    ...(number === null ? [] : [['number', number]]),
    ['received', bishkek(legalAt)],
    ['recorded', bishkek(recordedAt)],
    ['place', word('place-of').replace('{place}', String(place)).replace('{size}', String(size))],
    ['origin', origin],
    ['commitment', commitment.replaceAll(/(.{8})/g, '$1 ').trim()],
    ...seen.witnesses.map(({ name, seenAt }) => [
      'witness',
      `${name}, ${seenAt === null ? word('witness-none') : bishkek(seenAt)}`,
    ]),
    ...(seen.unknown === 0 ? [] : [['witness-unknown', String(seen.unknown)]]),
  ];
  for (const [key = '', value = ''] of facts) list.append(made('dt', word(key)), made('dd', value));
  return list;
}

async function check(): Promise<void> {
  const verdict = part('verdict');
  try {
    const proof = await checkOffline(part('proof').value.trimStart(), part('key').value, part('witnesses').value);
    verdict.className = 'good';
    verdict.replaceChildren(made('h2', word('good')), told(proof));
  } catch (error) {
    verdict.className = 'bad';
    verdict.replaceChildren(made('h2', word(`bad.${error instanceof ProofFault ? error.code : 'unreadable'}`)));
  }
}

part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
part('file').addEventListener('change', () => {
  const [file] = Array.from(part('file').files ?? []);
  void file?.text().then((text) => {
    part('proof').value = text;
    return check();
  });
});
if (location.hash.length > 1) {
  part('proof').value = location.hash.slice(1);
  void check();
}
