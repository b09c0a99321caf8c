import { granted, refuse } from '../refusals.ts';
import { addDays, momentAt } from '../law/counting/calendar.ts';
import { deriveDeadline } from '../law/counting/derive-deadline.ts';
import { extensionGround } from '../law/law-pack.ts';
import type { ExtensionGround, SuspensionGround } from '../law/law-pack.ts';
import type { AccessRule } from '../access/can.ts';
import type { ActContext, TermState } from '../records/subject.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './complaint-act.ts';
import { resumeTermChange } from './complaint-terms.ts';

const presides: AccessRule = { own: ['chair', 'deputyChair'] };

/**
 * A term gets a later end, on a ground that the pack knows: by another rule counted from the same moment, or to a day that
 * the commission names (`lastDay`, in Asia/Bishkek, the whole of it). An extension never shortens. A term to contest is
 * a right of the parties and is not extended here.
 */
export const extendTerm: Act<{ term: string; ground: ExtensionGround; lastDay?: CalendarDay }> = {
  access: presides,
  decide: (state, { term: key, ground, lastDay }, context) => {
    const term = state?.terms[key];
    if (!term) return refuse('TERM_UNKNOWN');
    if (key === state.appealTerm) return refuse('EXTENSION_NOT_PERMITTED');
    if (term.state !== 'running' || term.due === null) return refuse('TERM_NOT_RUNNING');
    if (!(ground in context.pack.complaints.extensionGrounds)) return refuse('EXTENSION_NOT_PERMITTED');
    const due = extendedEnd(term, ground, lastDay, context);
    if (due === null || due <= term.due) return refuse('EXTENSION_NOT_LATER');
    return granted({
      events: [{ kind: 'TERM_CHANGE_ORDERED', payload: { change: 'extend', term: key, ground } }],
      terms: [{ change: 'extend', term: key, due, ground }],
      notices: ['termExtended'],
    });
  },
};

/** Only the term to decide can stand still; what others owe is extended or withdrawn. */
export const suspendTerm: Act<{ term: string; ground: SuspensionGround }> = {
  access: presides,
  decide: (state, { term: key, ground }, { pack }) => {
    const term = state?.terms[key];
    if (!term) return refuse('TERM_UNKNOWN');
    if (key !== state.decisionTerm || !(ground in pack.complaints.suspensionGrounds))
      return refuse('EXTENSION_NOT_PERMITTED');
    if (term.state !== 'running' || term.due === null) return refuse('TERM_NOT_RUNNING');
    return granted({
      events: [{ kind: 'TERM_CHANGE_ORDERED', payload: { change: 'suspend', term: key, ground } }],
      terms: [{ change: 'suspend', term: key, ground }],
      notices: ['termSuspended'],
    });
  },
};

/** The ground of a suspension is over. */
export const resumeTerm: Act<{ term: string }> = {
  access: presides,
  decide: (state, { term: key }, { receivedAt }) => {
    const term = state?.terms[key];
    if (!term) return refuse('TERM_UNKNOWN');
    if (term.state !== 'suspended') return refuse('TERM_NOT_SUSPENDED');
    const ground = term.alterations?.findLast(({ change }) => change === 'suspend')?.ground ?? 'resumed';
    return granted({
      events: [{ kind: 'TERM_CHANGE_ORDERED', payload: { change: 'resume', term: key, ground } }],
      terms: [resumeTermChange(term, receivedAt, ground)],
      notices: ['termResumed'],
    });
  },
};

function extendedEnd(
  term: TermState,
  ground: ExtensionGround,
  lastDay: CalendarDay | undefined,
  { pack, votingDay }: ActContext,
): Instant | null {
  const { rule } = extensionGround(pack, ground);
  if (rule === null) return lastDay === undefined ? null : momentAt(addDays(lastDay, 1));
  return deriveDeadline({ pack, ruleId: rule, baseAt: term.base, baseEvent: 'TERM_EXTENDED', votingDay }).dueAt;
}
