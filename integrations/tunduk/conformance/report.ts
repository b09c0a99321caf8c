import type { Contract } from '../contracts/contract-schema.ts';
import { escapeXml } from '../protocol/write-xml.ts';
import type { Finding, Verdict } from './rule.ts';

/** What was tried, and what came of it. */
export interface Report {
  side: 'provider' | 'consumer';
  contract: Contract;
  at: Date;
  findings: readonly Finding[];
}

/** The words of a report in one language. */
export interface ReportWords {
  language: string;
  title: string;
  /** The sentence of a rule, and what to do when it is broken. */
  rule: (number: string) => string;
  cure: (number: string) => string;
  verdict: (verdict: Verdict) => string;
  /** What is said of a contract by its status. */
  status: string;
  sum: (counts: Readonly<Record<Verdict, number>>) => string;
  labels: { rule: string; verdict: string; section: string; seen: string; cure: string };
}

/** How often each verdict was given. */
export function countVerdicts(findings: readonly Finding[]): Record<Verdict, number> {
  const counts = { kept: 0, broken: 0, 'not-tried': 0, 'by-hand': 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}

const signs: Record<Verdict, string> = { kept: '✔', broken: '✖', 'not-tried': '–', 'by-hand': '☐' };

/** For a terminal: a line for each rule, and what to do for each that is broken. */
export function reportText({ contract, findings }: Report, words: ReportWords): string {
  const lines = findings.flatMap((one) => [
    `${signs[one.verdict]} ${one.number} ${words.rule(one.number)}${one.verdict === 'not-tried' ? ` (${words.verdict('not-tried')})` : ''}`,
    ...(one.verdict === 'broken'
      ? [
          `    ${words.labels.seen}: ${one.seen ?? ''}`,
          `    ${words.labels.cure}: ${words.cure(one.number)}`,
          `    ${one.section}`,
        ]
      : []),
  ]);
  return [
    `${words.title}: ${contract.id} (${words.status})`,
    '',
    ...lines,
    '',
    words.sum(countVerdicts(findings)),
    '',
  ].join('\n');
}

/** For programs. */
export function reportJson({ side, contract, at, findings }: Report, words: ReportWords): string {
  const rows = findings.map((one) => ({ ...one, rule: words.rule(one.number), cure: words.cure(one.number) }));
  const head = {
    side,
    contract: contract.id,
    status: contract.status,
    at: at.toISOString(),
    counts: countVerdicts(findings),
  };
  return `${JSON.stringify({ ...head, findings: rows }, undefined, 2)}\n`;
}

/** For CI servers: JUnit, a test case for each rule. */
export function reportJunit({ side, contract, at, findings }: Report, words: ReportWords): string {
  const counts = countVerdicts(findings);
  const cases = findings.map(({ number, verdict, seen, section }) => {
    const name = escapeXml(`${number} ${words.rule(number)}`);
    const open = `<testcase classname="${escapeXml(`tunduk.${side}.${contract.id}`)}" name="${name}"`;
    if (verdict === 'kept') return `    ${open}/>`;
    if (verdict !== 'broken') return `    ${open}><skipped message="${escapeXml(words.verdict(verdict))}"/></testcase>`;
    return `    ${open}><failure message="${escapeXml(seen ?? '')}">${escapeXml(`${words.cure(number)} (${section})`)}</failure></testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${escapeXml(words.title)}" tests="${findings.length}" failures="${counts.broken}" skipped="${counts['not-tried'] + counts['by-hand']}" timestamp="${at.toISOString().slice(0, 19)}">
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

/** For people to keep and print: one page without scripts. */
export function reportHtml({ contract, at, findings }: Report, words: ReportWords): string {
  const { labels } = words;
  const rows = findings.map(
    ({ number, verdict, section, seen }) =>
      `<tr class="${verdict}"><th scope="row">${number}</th><td>${escapeXml(words.rule(number))}</td><td>${signs[verdict]} ${escapeXml(words.verdict(verdict))}</td><td>${escapeXml(section)}</td><td>${
        verdict === 'broken' ? `<p>${escapeXml(seen ?? '')}</p><p>${escapeXml(words.cure(number))}</p>` : ''
      }</td></tr>`,
  );
  return `<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<title>${escapeXml(words.title)}: ${contract.id}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { margin: 24px; max-width: 1100px; color: #13242b; font: 16px/24px 'Golos Text', system-ui, sans-serif; }
h1 { font-size: 28px; line-height: 36px; }
table { width: 100%; border-collapse: collapse; }
thead th { border-bottom: 2px solid #0b4656; text-align: left; }
th, td { padding: 8px 12px 8px 0; vertical-align: top; text-align: left; border-bottom: 1px solid #d2dbde; }
td p { margin: 0; }
.broken td:nth-child(3) { color: #b3261e; font-weight: 600; }
.kept td:nth-child(3) { color: #1b6b41; }
</style>
</head>
<body>
<main>
<h1>${escapeXml(words.title)}</h1>
<p>${contract.id}: ${escapeXml(words.status)}. <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
<p><strong>${escapeXml(words.sum(countVerdicts(findings)))}</strong></p>
<table>
<thead><tr><th scope="col">№</th><th scope="col">${escapeXml(labels.rule)}</th><th scope="col">${escapeXml(labels.verdict)}</th><th scope="col">${escapeXml(labels.section)}</th><th scope="col">${escapeXml(labels.cure)}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
}
