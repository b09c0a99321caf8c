import { accessMatrix, askers } from './access-matrix.ts';
import type { AccessCell, Asker } from './access-matrix.ts';

/** The matrix as a page of Markdown: a table for each act, a row for each asker, a column for each status. */
export function printAccessMatrix(): string {
  const cells = accessMatrix();
  const bySubject = Map.groupBy(cells, (cell) => cell.subject);
  const pages = [...bySubject].map(([subject, own]) => {
    const acts = [...Map.groupBy(own, (cell) => cell.act)].map(([act, rows]) => printAct(act, rows));
    return `## ${subject}\n\n${acts.join('\n')}`;
  });
  return `${head(cells.length)}\n${pages.join('\n')}`;
}

function head(count: number): string {
  return [
    '# Who may do what, when',
    '',
    'Printed from the transition tables and access rules by `domain/access/print-access-matrix.ts`; do not edit.',
    `${String(count)} cells. \`→ status\`: done, and what it becomes. A code: refused. \`–\`: NOT_ALLOWED.`,
    '*own*: an appointment in the commission of the record; *above*: in a commission above it; *other*: elsewhere.',
    'What an act checks besides (who holds the case, four eyes, presence) is not in the matrix.',
    'A deputy has the role of who is away, while they are away: `docs/procedures/deputies.md`.',
    '',
  ].join('\n');
}

function printAct(act: string, cells: readonly AccessCell[]): string {
  const statuses = [...new Set(cells.map((cell) => cell.status))];
  const rows = askers.map((asker) => {
    const answers = statuses.map((status) =>
      printAnswer(cells.find((cell) => cell.status === status && cell.asker === asker)),
    );
    return `| ${nameOf(asker)} | ${answers.join(' | ')} |`;
  });
  return [
    `### ${act}`,
    '',
    `| who | ${statuses.join(' | ')} |`,
    `| --- | ${statuses.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}

function printAnswer(cell: AccessCell | undefined): string {
  if (cell === undefined) throw new TypeError('the matrix has a gap');
  if ('to' in cell.answer) return `→ ${cell.answer.to}`;
  return cell.answer.refuse === 'NOT_ALLOWED' ? '–' : cell.answer.refuse;
}

function nameOf({ role, relation }: Asker): string {
  const words = { own: ', own', subordinate: ', above', other: ', other', none: '' };
  return `${role}${words[relation]}`;
}
