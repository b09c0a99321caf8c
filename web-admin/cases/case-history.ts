import type { Language } from '../../domain/language.ts';
import type { CaseEvent, OpenedCase } from '../../operations/complaints/open-case.ts';
import type { TimelineEntry } from '../../web-kit/components.ts';
import { complaintEventSentence } from '../../wording/complaints.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

const late = new Set(['COMPLAINT_DECISION_OVERDUE', 'TERM_MISSED']);

/** Parts of a history that can be looked at alone: what people did, terms, the decision. */
export const historyParts = ['all', 'people', 'terms', 'decision'] as const;
export type HistoryPart = (typeof historyParts)[number];

const isIn: Record<HistoryPart, (event: CaseEvent) => boolean> = {
  all: () => true,
  people: ({ kind, personId, actor }) => !kind.startsWith('TERM_') && (personId !== null || actor === 'complainant'),
  terms: ({ kind }) => kind.startsWith('TERM_') || kind === 'COMPLAINT_DECISION_OVERDUE',
  decision: ({ subject }) => subject === 'decision',
};

/** The part that an address asks for; the whole history without a wish. */
export function historyPart(asked: unknown): HistoryPart {
  return historyParts.find((part) => part === asked) ?? 'all';
}

/** Links to the parts of a history, each with how much is in it. */
export function historyLinks(
  language: Language,
  { events }: Pick<OpenedCase, 'events'>,
  path: string,
  now: HistoryPart,
) {
  return historyParts.map((part) => ({
    text: say(language, `history.part.${part}`),
    count: events.filter((event) => isIn[part](event)).length,
    href: part === 'all' ? `${path}#history` : `${path}?history=${part}#history`,
    isCurrent: part === now,
  }));
}

/** The history of a case and of its decision as sentences with who acted, the newest first. */
export function caseHistory(
  language: Language,
  { events, names }: Pick<OpenedCase, 'events' | 'names'>,
  part: HistoryPart = 'all',
): TimelineEntry[] {
  return events
    .filter((event) => isIn[part](event))
    .map((event) => {
      const { sentence, detail } = eventInWords(language, event);
      return {
        datetime: event.legalAt,
        when: `${dayTimeShort(language, event.legalAt)} · ${whoInWords(language, event, names)}`,
        sentence,
        ...(detail === null ? {} : { detail }),
        ...(event.personId === null || event.kind.startsWith('TERM_') ? { bySystem: true } : {}),
        ...(late.has(event.kind) ? { isLate: true } : {}),
      };
    });
}

/** Told to who acted on an old page: what people did last on the case and its decision, and who. */
export function lastChanges(language: Language, opened: Pick<OpenedCase, 'events' | 'names'>): TimelineEntry[] {
  return caseHistory(language, opened, 'people').slice(0, 3);
}

/** What an event of the case or of its decision says. */
export function eventInWords(
  language: Language,
  { subject, kind, payload }: CaseEvent,
): { sentence: string; detail: string | null } {
  if (subject === 'complaint') return complaintEventSentence(language, kind, payload);
  const version = payload['draftVersion'] ?? payload['publicTextVersion'];
  return {
    sentence: say(language, `decisions.event.${kind}`),
    detail: typeof version === 'number' ? say(language, 'decisions.version', { n: version }) : null,
  };
}

function whoInWords(
  language: Language,
  { kind, personId, actor, actingFor }: CaseEvent,
  names: ReadonlyMap<string, string>,
): string {
  if (kind.startsWith('TERM_')) return say(language, 'desk.actor.system');
  const name = (id: string): string => names.get(id) ?? say(language, 'desk.actor.staff');
  if (personId !== null && actingFor !== null)
    return say(language, 'people.for-whom', { who: name(personId), absent: name(actingFor) });
  if (personId !== null) return name(personId);
  return say(language, actor === 'complainant' ? 'desk.actor.complainant' : 'desk.actor.system');
}
