import type { AccessRule } from '../../domain/access/can.ts';
import type { Answer, Subject } from '../../domain/records/subject.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { roles } from '../../domain/people/role.ts';
import type { Role } from '../../domain/people/role.ts';
import { code, page, table } from './markdown.ts';

/** Every subject's transitions: a diagram of what is possible, and the whole table with the refusals. */
export function transitionsPage(): string {
  return page(
    'What can be done, and when',
    'For every kind of record: the statuses, the acts that lead from one to the next, who may do them, and what every ' +
      'status answers to every act. The tables are `domain/*/transitions.ts` (appointments: `domain/people/appointment.ts`); ' +
      'who may is in the acts beside them. A term that has passed changes no row: an act allowed before it stays allowed ' +
      'after it and is marked late.',
    Object.values(subjects).map(subjectPart),
  );
}

function subjectPart(subject: Subject): string {
  return [
    `## ${subject.name}`,
    diagram(subject),
    '### Who may',
    table(
      ['act', 'who'],
      Object.entries(subject.acts).map(([act, { access }]) => [code(act), accessWords(access)]),
    ),
    '### What every status answers',
    'An arrow leads to the next status, a word in capitals is the refusal.',
    answers(subject),
  ].join('\n\n');
}

/** Acts that change the status; those that leave it as it is would only hide them and stand in the table. */
function diagram({ transitions }: Subject): string {
  const moves = Object.entries(transitions).flatMap(([status, row]) =>
    Object.entries(row).flatMap(([act, answer]) =>
      'to' in answer && answer.to !== status ? [{ from: status, to: answer.to, act }] : [],
    ),
  );
  const lines = moves.map(({ from, to, act }) => `  ${from === 'none' ? '[*]' : from} --> ${to}: ${act}`);
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

function answers({ transitions, acts }: Subject): string {
  const statuses = Object.keys(transitions);
  const rows = Object.keys(acts).map((act) => [
    code(act),
    ...statuses.map((status) => answerWords(status, transitions[status]?.[act])),
  ]);
  return table(['act', ...statuses.map((status) => (status === 'none' ? '(not there yet)' : status))], rows);
}

function answerWords(status: string, answer: Answer<string> | undefined): string {
  if (answer === undefined) return 'NOT_FOUND';
  if ('refuse' in answer) return answer.refuse;
  return answer.to === status ? '→ stays' : `→ **${answer.to}**`;
}

/** Who an access rule lets in, in words. */
export function accessWords({ own, subordinate, other, system, complainant }: AccessRule): string {
  const parts = [
    complainant === true ? 'the complainant' : '',
    roleWords(own ?? []),
    subordinate === undefined ? '' : `of a higher commission: ${roleWords(subordinate)}`,
    other === undefined ? '' : `of any other commission: ${roleWords(other)}`,
    system === true ? 'the system' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function roleWords(named: readonly Role[]): string {
  return roles.every((role) => named.includes(role)) ? 'all staff' : named.join(', ');
}
