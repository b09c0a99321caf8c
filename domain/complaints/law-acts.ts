import type { DerivedDeadline } from '../law/derivation.ts';
import type { LawPack } from '../law/law-pack.ts';
import { rederiveTerm } from '../records/rederive-term.ts';
import type { TermChange, TermState } from '../records/subject.ts';
import { granted, refuse } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './complaint-act.ts';

/** The confirmed edition a case comes under, and the present derivations of its terms by key. */
export type AdoptPackInput = {
  editionId: string;
  edition: string;
  pack: LawPack;
  derivations: Readonly<Record<string, DerivedDeadline>>;
};

/**
 * A case comes under a newer version of the law: every term that still runs or stands still is derived anew from its own
 * base. Met, missed and ended terms stay, and so does one that is over already. The complainant hears of a moved end.
 */
export const adoptPack: Act<AdoptPackInput> = {
  access: { system: true },
  decide: (state, { editionId, edition, pack, derivations }, { receivedAt }) => {
    if (!state) return refuse('NOT_FOUND');
    const fromVersion = state.packVersion ?? 1;
    if (pack.version <= fromVersion) return refuse('PACK_NOT_NEWER');
    const changes = Object.values(state.terms)
      .filter((term) => isOpen(term, receivedAt))
      .map((term) => rederived(term, pack, derivations, receivedAt));
    const moved = changes.filter((change) => change.due !== state.terms[change.term]?.due).map(({ term }) => term);
    const adopted = { editionId, edition, packId: pack.id, packVersion: pack.version, fromVersion, moved };
    return granted({
      events: [{ kind: 'PACK_ADOPTED', payload: adopted }],
      terms: changes,
      notices: moved.length > 0 ? ['termChanged'] : [],
    });
  },
};

function isOpen({ state, due }: TermState, now: Instant): boolean {
  return state === 'suspended' || (state === 'running' && (due === null || now < due));
}

type Rederivation = Extract<TermChange, { change: 'rederive' }>;

function rederived(
  term: TermState,
  pack: LawPack,
  derivations: AdoptPackInput['derivations'],
  now: Instant,
): Rederivation {
  const replaced = derivations[term.term];
  const event = replaced?.steps.find((step) => step.kind === 'event');
  if (!replaced || !event) throw new TypeError(`term ${term.term} has no derivation to begin with`);
  const { derived, due } = rederiveTerm(term, { pack, baseEvent: event.event, now });
  return { change: 'rederive', term: term.term, due, derived, replaced };
}
