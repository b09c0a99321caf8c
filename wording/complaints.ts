import type { Language } from '../domain/language.ts';
import { millisecondsBetween } from '../domain/time/instant.ts';
import type { Instant } from '../domain/time/instant.ts';
import { day, dayTime, dayTimeShort, deadlineMoment } from './dates.ts';
import { duration } from './durations.ts';
import { hasMessage, say } from './say.ts';

/** An event as words: what happened, and the particulars where the reader may see them. */
export type EventSentence = { readonly sentence: string; readonly detail: string | null };

type Payload = Readonly<Record<string, unknown>>;

/**
 * The sentence of an event of a complaint. Give it the payload the reader may see: the detail uses only what is there.
 * Unknown kinds throw, because every kind has words.
 */
export function complaintEventSentence(language: Language, kind: string, payload: Payload): EventSentence {
  return {
    sentence: say(language, `complaints.event.${kind}`),
    detail: details[kind]?.(language, payload) ?? null,
  };
}

const details: Readonly<Record<string, (language: Language, payload: Payload) => string | null>> = {
  COMPLAINT_FILED: (language, payload) => {
    const { fileCount } = payload;
    const files =
      typeof fileCount === 'number' ? [say(language, 'complaints.detail.COMPLAINT_FILED', { n: fileCount })] : [];
    const parts = [...files, ...enteredInWords(language, payload)];
    return parts.length === 0 ? null : parts.join('. ');
  },
  COMPLAINT_LEFT_UNEXAMINED: (language, { ground }) =>
    worded(language, 'COMPLAINT_LEFT_UNEXAMINED', 'ground', `complaints.ground.${String(ground)}`),
  COMPLAINT_PLACED_ON_AGENDA: (language, { startsAt }) =>
    typeof startsAt === 'string'
      ? say(language, 'complaints.detail.COMPLAINT_PLACED_ON_AGENDA', {
          moment: dayTime(language, startsAt as Instant),
        })
      : null,
  COMPLAINT_RETURNED: (language, { reason }) => {
    const key = `complaints.returnReason.${String(reason)}`;
    return hasMessage(key) ? say(language, key) : null;
  },
  COMPLAINT_DECIDED: (language, { decisionNumber }) =>
    typeof decisionNumber === 'string'
      ? say(language, 'complaints.detail.COMPLAINT_DECIDED', { number: decisionNumber })
      : null,
  COMPLAINT_DECISION_PUBLISHED: (language, { outcome }) =>
    worded(language, 'COMPLAINT_DECISION_PUBLISHED', 'outcome', `complaints.outcome.${String(outcome)}`),
  COPY_SERVED: (language, { servedAt, to, way }) => {
    if (typeof servedAt !== 'string') return null;
    const when = day(language, servedAt as Instant);
    const who = typeof to === 'string' ? [say(language, `complaints.copyRecipient.${to}`)] : [];
    const how = typeof way === 'string' ? [say(language, `complaints.servingWay.${way}`)] : [];
    return [when, ...who, ...how].join(', ');
  },
  COMPLAINT_DECISION_OVERDUE: (language, { due }) =>
    typeof due === 'string'
      ? say(language, 'complaints.detail.COMPLAINT_DECISION_OVERDUE', {
          moment: deadlineMoment(language, due as Instant),
        })
      : null,
  COMPLAINT_RETURNED_FOR_DEFECTS: (language, { defects }) =>
    Array.isArray(defects)
      ? say(language, 'complaints.detail.defects', {
          defects: defects.map((defect) => say(language, `complaints.defect.${String(defect)}`)).join(', '),
        })
      : null,
  COMPLAINT_FORWARDED: (language, { to }) =>
    typeof to === 'string'
      ? say(language, 'complaints.detail.addressee', { to: say(language, `complaints.forwardTarget.${to}`) })
      : null,
  FORWARD_ARRIVED: (language, { number }) =>
    typeof number === 'string' ? say(language, 'complaints.detail.arrived', { number }) : null,
  COMPLAINT_JOINED: (language, { leadNumber }) =>
    typeof leadNumber === 'string' ? say(language, 'complaints.detail.lead', { number: leadNumber }) : null,
  REQUEST_SENT: (language, { to }) =>
    typeof to === 'string'
      ? say(language, 'complaints.detail.addressee', { to: say(language, `complaints.body.${to}`) })
      : null,
  REGISTRY_ASKED: (language, { registry }) => registryIn(language, registry),
  REGISTRY_FAILED: (language, { registry }) => registryIn(language, registry),
  REGISTRY_ANSWERED: (language, { registry, outcome, isStandIn }) =>
    typeof registry === 'string' && typeof outcome === 'string'
      ? say(
          language,
          isStandIn === true ? 'complaints.detail.registryAnsweredByStandIn' : 'complaints.detail.registryAnswered',
          {
            registry: say(language, `complaints.registry.${registry}`),
            outcome: say(language, `complaints.registry-outcome.${outcome}`),
          },
        )
      : null,
  REQUEST_OVERDUE: due,
  COMPLAINT_NOT_CURED: due,
  OUTCOME_STANDS: due,
  HEARING_APPOINTED: (language, { startsAt }) =>
    typeof startsAt === 'string'
      ? say(language, 'complaints.detail.hearing', { moment: dayTime(language, startsAt as Instant) })
      : null,
  APPEAL_RECORDED: (language, { to }) =>
    typeof to === 'string'
      ? say(language, 'complaints.detail.addressee', { to: say(language, `complaints.appealBody.${to}`) })
      : null,
  APPEAL_ENDED: (language, { to, result }) =>
    typeof to === 'string' && typeof result === 'string'
      ? say(language, 'complaints.detail.appealEnded', {
          to: say(language, `complaints.appealBody.${to}`),
          result: say(language, `complaints.appealResult.${result}`),
        })
      : null,
  COMPLAINT_REOPENED: (language, { ground }) =>
    typeof ground === 'string' ? say(language, `complaints.reopening.${ground}`) : null,
  TERM_STARTED: term,
  TERM_MISSED: term,
  TERM_LAPSED: term,
  TERM_EXTENDED: moved,
  TERM_SUSPENDED: moved,
  TERM_RESUMED: moved,
  TERM_SUPERSEDED: moved,
  TERM_REDERIVED: moved,
  PACK_ADOPTED: (language, { edition, packVersion }) =>
    typeof edition === 'string' && typeof packVersion === 'number'
      ? say(language, 'complaints.detail.PACK_ADOPTED', { edition, version: String(packVersion) })
      : null,
};

function due(language: Language, payload: Payload): string | null {
  return typeof payload['due'] === 'string'
    ? say(language, 'complaints.detail.due', { moment: deadlineMoment(language, payload['due'] as Instant) })
    : null;
}

/** A changed term: on which ground, and both ends where the end moved. */
function moved(language: Language, { ground, from, to }: Payload): string | null {
  if (typeof ground !== 'string') return null;
  const words = say(language, `complaints.termGround.${ground}`);
  if (typeof from !== 'string' || typeof to !== 'string')
    return say(language, 'complaints.detail.termGround', { ground: words });
  return say(language, 'complaints.detail.termMoved', {
    ground: words,
    from: deadlineMoment(language, from as Instant),
    to: deadlineMoment(language, to as Instant),
  });
}

function term(language: Language, { rule, due }: Payload): string | null {
  if (typeof rule !== 'string' || typeof due !== 'string') return null;
  const values = { rule: say(language, `law.rule.${rule}`), moment: deadlineMoment(language, due as Instant) };
  return say(language, 'complaints.detail.TERM', values);
}

function worded(language: Language, kind: string, value: string, key: string): string | null {
  return hasMessage(key) ? say(language, `complaints.detail.${kind}`, { [value]: say(language, key) }) : null;
}

/** Of a complaint that a clerk entered: when it was received and when entered, how long lay between, and why. */
export function enteredInWords(language: Language, { receivedAt, enteredAt, entryReason }: Payload): string[] {
  if (typeof receivedAt !== 'string' || typeof enteredAt !== 'string') return [];
  const [received, entered] = [receivedAt as Instant, enteredAt as Instant];
  const moments = say(language, 'complaints.detail.entered', {
    received: dayTimeShort(language, received),
    entered: dayTimeShort(language, entered),
    length: duration(language, millisecondsBetween(received, entered)),
  });
  const key = `complaints.entryReason.${String(entryReason)}`;
  if (typeof entryReason !== 'string' || !hasMessage(key)) return [moments];
  return [`${moments}; ${say(language, 'complaints.detail.entered-reason', { reason: say(language, key) })}`];
}

function registryIn(language: Language, registry: unknown): string | null {
  if (typeof registry !== 'string') return null;
  return say(language, 'complaints.detail.registry', { registry: say(language, `complaints.registry.${registry}`) });
}

/** Who was asked by a request: the registry by name, or the kind of body. */
export function askedInWords(language: Language, { to, registry }: { to: string; registry?: string }): string {
  return say(language, registry === undefined ? `complaints.body.${to}` : `complaints.registry.${registry}`);
}
