import type { Language } from '../../domain/language.ts';
import type { VoteCount } from '../../domain/law/vote-count.ts';
import type { AgendaItem } from '../../domain/sittings/sitting.ts';
import type { ReadItem, ReadSitting, SittingMember } from '../../operations/sittings/read-sitting.ts';
import type { RollCallRow, SeatChoice, VoteMeter } from '../../web-kit/components.ts';
import { time } from '../../wording/dates.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { voteLines } from '../../wording/vote-lines.ts';

/** The vote on an item as seats, roll call and sum. Until it is closed the sum ends with what the rules ask for. */
export function voteModel(language: Language, read: ReadSitting, { item, count }: ReadItem) {
  const rows = read.members.map((member) => rollCallRow(language, item, member));
  const body = read.pack.bodies[read.commission.kind];
  return {
    meter: voteMeter(language, read, rows, count),
    heading: say(language, count.quorum.reached ? 'sittings.quorum-reached' : 'sittings.quorum-missing', {
      n: count.quorum.participating,
      of: read.members.length,
      needed: count.quorum.needed,
    }),
    quorumNorm: { text: articleWithAct(language, read.pack, body.quorum.article) },
    hasNoReserve: count.quorum.reached && count.quorum.participating === count.quorum.needed,
    rows,
    recusals: read.members
      .filter(({ personId }) => personId in item.recusals)
      .map(({ personId, name }) => ({
        name,
        ground: say(language, `sittings.recusal.${item.recusals[personId]?.ground ?? 'other'}`),
      })),
    result: resultModel(language, item, count),
  };
}

function rollCallRow(language: Language, item: AgendaItem, member: SittingMember): RollCallRow {
  const recusal = item.recusals[member.personId];
  const vote = item.votes[member.personId];
  const word = recusal ? 'recused' : !member.isPresent ? 'absent' : (vote?.choice ?? 'waiting');
  const at = recusal?.at ?? vote?.at;
  return {
    name: member.name,
    role: say(language, `people.role.${member.role}`),
    choice: word,
    word: say(language, `sittings.choice.${word}`),
    ...(at === undefined ? {} : { when: time(at) }),
  };
}

const seatOrder: readonly SeatChoice[] = ['for', 'against', 'abstain', 'waiting', 'recused', 'absent'];

function voteMeter(language: Language, read: ReadSitting, rows: readonly RollCallRow[], count: VoteCount): VoteMeter {
  const seats = rows
    .toSorted((one, other) => seatOrder.indexOf(one.choice) - seatOrder.indexOf(other.choice))
    .map(({ choice, word, name }) => ({ choice, word, name: shortName(name) }));
  const apart = read.members.length - count.quorum.participating;
  return {
    label: say(language, 'sittings.seats'),
    seats,
    quorum: say(language, 'sittings.participating', { n: count.quorum.participating, needed: count.quorum.needed }),
    ...(apart > 0 ? { others: say(language, 'sittings.apart', { n: apart }) } : {}),
  };
}

function resultModel(language: Language, item: AgendaItem, count: VoteCount) {
  const isClosed = item.state !== 'pending' && item.state !== 'voting';
  const lines = voteLines(language, count.steps).filter(({ kind }) => isClosed || kind !== 'result');
  const marks = lines.flatMap(({ label, mark }) => (mark === null ? [] : [{ label, mark }]));
  const unsure = marks.filter(({ mark }) => !mark.isConfirmed);
  return {
    verdict: isClosed ? say(language, `law.vote.result.${count.result}`) : say(language, `sittings.item.${item.state}`),
    isAccepted: item.state === 'adopted',
    isWaiting: !isClosed,
    rows: lines.filter(({ kind }) => kind !== 'result').map(({ label, value }) => ({ text: label, value })),
    sum: isClosed
      ? {
          text: say(language, 'sittings.sum', { for: count.for, against: count.against }),
          value: say(language, `sittings.item.${item.state}`),
        }
      : undefined,
    marks: unsure.map(({ label, mark }) => ({ confirmed: false, text: `${label}. ${mark.explanation}` })),
  };
}

/** The family name: the first word of a full name. */
function shortName(name: string): string {
  return name.split(' ')[0] ?? name;
}
