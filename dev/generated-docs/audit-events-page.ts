import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subjects } from '../../domain/records/subjects.ts';
import { code, page, table } from './markdown.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The actions of the audit: every act of every subject, and what operations write beside them. */
export function auditEventsPage(): string {
  const acts = Object.values(subjects).flatMap(({ name, acts: ofSubject }) =>
    Object.keys(ofSubject).map((act) => `${name}.${act}`),
  );
  return page(
    'Audit events',
    'Every row of `audit` has the legal and the real time, the actor (`person:` and a random id, `system:` and a name, ' +
      '`complainant`), the action, the record, the outcome (`done`, `refused`, `read`), the code of a refusal and the ' +
      'correlation id; `details.actingFor` is the person for whom a deputy acted or looked. No names, no texts. An act is written in the transaction of the act; a read is written before ' +
      'anything is shown; when the audit cannot be written, what it guards fails.',
    [
      '## Acts\n\nEach is written as `done`, and as `refused` with the code.',
      table(
        ['action'],
        acts.map((action) => [code(action)]),
      ),
      '## Reads and other actions\n\nWritten by the operations named here.',
      table(
        ['action', 'written by'],
        writtenActions().map(([action, files]) => [code(action), files.map(code).join(', ')]),
      ),
    ],
  );
}

/** Actions that stand as words in the operations, with the files they stand in. */
function writtenActions(): [string, string[]][] {
  const found = new Map<string, string[]>();
  const files = globSync('operations/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  for (const file of files.toSorted()) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, action = ''] of text.matchAll(/\baction: '(\w+\.\w+)'/g)) {
      found.set(action, [...new Set([...(found.get(action) ?? []), file.replaceAll('\\', '/')])]);
    }
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
