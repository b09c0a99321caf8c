import type { VoteStep } from '../domain/law/vote-count.ts';
import type { Language } from '../domain/language.ts';
import { certaintyMark, type CertaintyMark } from './certainty.ts';
import { say } from './say.ts';

/** One line of the sum beside a vote: label, figure or word, and how sure its rule is. */
export type VoteLine = { kind: VoteStep['kind']; label: string; value: string; mark: CertaintyMark | null };

/** The sum of a counted vote as lines, in the order of the count. */
export function voteLines(language: Language, steps: readonly VoteStep[]): VoteLine[] {
  return steps.flatMap((step) => linesOf(language, step));
}

function linesOf(language: Language, step: VoteStep): VoteLine[] {
  const line = (label: string, value: string | number, mark: CertaintyMark | null = null): VoteLine[] => [
    { kind: step.kind, label, value: String(value), mark },
  ];
  switch (step.kind) {
    case 'quorum': {
      const state = say(language, step.reached ? 'law.vote.quorum.reached' : 'law.vote.quorum.notReached');
      return line(say(language, 'law.vote.quorum', { needed: step.needed }), state, certaintyMark(language, step));
    }
    case 'majority':
      return line(say(language, `law.vote.majority.${step.rule}`), step.needed, certaintyMark(language, step));
    case 'tie':
      return line(say(language, `law.vote.tie.${step.rule}`), '', certaintyMark(language, step));
    case 'votes':
      return (['for', 'against', 'abstained', 'notVoted'] as const).flatMap((choice) =>
        step[choice] === 0 && choice !== 'for' && choice !== 'against'
          ? []
          : line(say(language, `law.vote.${choice}`), step[choice]),
      );
    case 'result':
      return line(say(language, 'law.vote.result'), say(language, `law.vote.result.${step.result}`));
    case 'members':
    case 'present':
    case 'recused':
    case 'participating':
      return line(say(language, `law.vote.${step.kind}`), step.n);
  }
}
