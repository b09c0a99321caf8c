import { countVote } from '../law/vote-count.ts';
import type { VoteCount } from '../law/vote-count.ts';
import type { LawPack } from '../law/law-pack.ts';
import type { CommissionKind } from '../people/role.ts';
import type { AgendaItem, SittingState } from './sitting.ts';

/**
 * Counts an agenda item by the pack's rules for this kind of commission: quorum among the members present and not
 * recused, then the majority. `chair` is the person id of who presides.
 */
export function countItem(
  sitting: SittingState,
  item: AgendaItem,
  pack: LawPack,
  kind: CommissionKind,
  chair: string,
): VoteCount {
  const votes = Object.entries(item.votes)
    .filter(([member]) => sitting.present.includes(member) && !(member in item.recusals))
    .map(([, vote]) => vote);
  const choose = (choice: string): number => votes.filter((vote) => vote.choice === choice).length;
  const recused = sitting.present.filter((member) => member in item.recusals).length;
  return countVote({
    body: pack.bodies[kind],
    members: sitting.members.length,
    present: sitting.present.length,
    recused,
    for: choose('for'),
    against: choose('against'),
    abstained: choose('abstain'),
    chairVote: item.votes[chair]?.choice ?? null,
  });
}
