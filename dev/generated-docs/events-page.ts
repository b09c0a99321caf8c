import { LANGUAGES } from '../../domain/language.ts';
import type { EventKind } from '../../domain/records/event-kind.ts';
import { visibilities } from '../../domain/records/event-kind.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { code, page, table } from './markdown.ts';
import { messageText } from './message-text.ts';

const circles = {
  public: 'everybody',
  parties: 'who holds the code of the receipt, and staff',
  staff: 'staff of the commission and of those above it',
  sealed: 'nobody through the product',
} as const;

/** Every kind of event with its fields, who may see them, and its sentence. */
export function eventsPage(): string {
  const legend = visibilities.map((visibility) => [code(visibility), circles[visibility]]);
  return page(
    'Events',
    'What can have happened to a record, with the fields that are committed to. The kinds are `domain/*/…-events.ts`. ' +
      'Payloads are strict: no other fields. None holds personal data; a mark ? is a field that may be absent. ' +
      'Sentences exist for the kinds that pages show.',
    [table(['visibility', 'who may read the field'], legend), ...Object.values(subjects).map(subjectPart)],
  );
}

function subjectPart({ name, events }: { name: string; events: Record<string, EventKind> }): string {
  const rows = Object.values(events).map(({ kind, version, fields }) => [
    code(kind),
    String(version),
    Object.entries(fields)
      .map(([field, { shape, visibility, optional }]) => `${field}${optional ? '?' : ''} (${shape}, ${visibility})`)
      .join('; '),
    LANGUAGES.map((language) => messageText(`complaints.event.${kind}`, language))
      .filter((sentence) => sentence !== '')
      .join(' / '),
  ]);
  return `## ${name}\n\n${table(['event', 'version', 'fields (shape, visibility)', 'sentence'], rows)}`;
}
