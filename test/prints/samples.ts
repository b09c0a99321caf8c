import { instant } from '../../domain/time/instant.ts';
import type { ReceiptModel } from '../../prints/complaints/receipt.ts';
import type { DecisionModel } from '../../prints/decisions/decision.ts';
import type { CaseCoverModel } from '../../prints/stamping/case-cover.ts';
import type { StampSheetModel } from '../../prints/stamping/stamp-sheet.ts';
import type { MinutesItem, MinutesModel } from '../../prints/sittings/minutes.ts';
import { countVote } from '../../domain/law/vote-count.ts';
import { aLawPack } from '../builders/law-pack.ts';
import type { PrintText } from '../../prints/print-lines.ts';

const hard = '& < > » № ң “ө” <b>Ү</b> &amp; ]]> → 😀 العربية';
const sha = '9b41c07e55d218fa3c60a1f728bd904e71c3d86a0f52b7e94a1d6c38e5f06e03';
const sentence = `Чечим ${hard} боюнча: участкалык шайлоо комиссиясы өкүлдүн өтүнүчүн караган жок. `;

/** A complete receipt with signs that break markup in every text; `long` fills several pages. */
export function aReceipt({ long = false } = {}): ReceiptModel {
  const count = long ? 60 : 2;
  return {
    number: `K-2027-000171 ${hard}`,
    receivedAt: instant('2027-01-12T02:47:31.123456Z'),
    commission: `Борбордук шайлоо комиссиясы ${hard}`,
    election: `Президентти шайлоо, 2027-жылдын 24-январы ${hard}`,
    files: Array.from({ length: count }, (_, index) => ({
      name: `Арыз ${index + 1} ${hard}.pdf`,
      bytes: 240_000 + index,
      sha256: sha,
    })),
    commitment: sha,
    receiptCode: 'C4D1-08BE-77A2-1F69',
    deadline: {
      dueAt: instant('2027-01-15T18:00:00Z'),
      sentence: `Комиссия 2027-жылдын 15-январы, 24:00гө чейин чечет ${hard}`,
      steps: [`Окуя: даттануу алынды ${hard}`, `Ченем: үч календардык күн, 45-берене ${hard}`, sentence.repeat(2)],
    },
    qr: { text: `K-2027-000171|${sha}|${sha.slice(0, 32)}`, digits: '' },
    isProven: false,
    address: `https://example.org/ky/complaints/K-2027-000171?a=1&b=<2>`,
    warnings: long ? Array.from({ length: 30 }, () => sentence.repeat(3)) : [`Далил тиркелген жок ${hard}`],
  };
}

/** A complete decision with hidden places; `long` fills several pages. */
export function aDecision({ long = false } = {}): DecisionModel {
  const finding: PrintText = [
    `Даттанууну ${hard} карап чыгып, `,
    { redacted: 'арыз ээсинин аты-жөнү' },
    ', талапкердин өкүлү, комиссия аныктады: 2026-жылдын 28-декабрынан тартып ',
    { redacted: 'дареги' },
    ' боюнча имараттын биринчи кабатында төрт плакат илинген. ',
    { strong: 'Уруксат берилген эмес.' },
  ];
  return {
    number: `38 ${hard}`,
    commission: `Борбордук шайлоо комиссиясы ${hard}`,
    decidedAt: instant('2027-01-11T09:20:00Z'),
    title: `Сокулук АШКнын 2027-жылдын 5-январындагы № 11 чечимине даттануу жөнүндө ${hard}`,
    findings: [...Array.from({ length: long ? 40 : 2 }, () => finding), long ? sentence.repeat(60) : sentence],
    grounds: [finding],
    basis: [`Негиз: конституциялык Мыйзамдын 23, 44 жана 45-беренелери ${hard}; `, { redacted: 'дареги' }],
    operative: Array.from({ length: long ? 50 : 4 }, (_, index) =>
      index === 1 ? finding : `Чечим жокко чыгарылсын ${hard}`,
    ),
    votes: Array.from({ length: long ? 90 : 8 }, (_, index) => ({
      name: `Мүчө ${index + 1} ${hard}`,
      choice: (['for', 'against', 'abstain', 'recused', 'absent', 'notVoted'] as const)[index % 6] ?? 'for',
    })),
    dissents: [{ by: `Мүчө 5 ${hard}`, paragraphs: [finding, sentence] }],
    redactions: `Жашырылган жерлер: 6 ${hard}`,
    signature: `Төрага Ж. А. Бекмуратова ${hard}\nЭлектрондук колтамга`,
    publication: { number: `1 ${hard}`, address: 'https://example.org/ky/decisions/38?a=1&b=<2>' },
    hash: sha,
  };
}

/** A draft of a decision: no number, no votes, no signature. */
export function aDraft(): DecisionModel {
  const { publication: _publication, redactions: _redactions, ...rest } = aDecision({ long: true });
  return { ...rest, number: '', votes: [], dissents: [], isDraft: true };
}

/** Complete minutes: an adopted item with a recusal and a dissent, one without quorum. */
export function aMinutes(): MinutesModel {
  const members = Array.from({ length: 8 }, (_, index) => ({
    name: `Мүчө ${index + 1} ${hard}`,
    role: index === 0 ? ('chair' as const) : ('member' as const),
    isPresent: index < 7,
  }));
  const choices = ['for', 'for', 'for', 'for', 'against', 'recused', 'notVoted', 'absent'] as const;
  const item = (state: 'adopted' | 'noQuorum', present: number): MinutesItem => ({
    title: `Даттануу жөнүндө ${hard}`,
    complaints: ['K-2027-000171', 'K-2027-000172'],
    decisionNumber: state === 'adopted' ? 'D-2027-000038' : null,
    votes: members.map(({ name }, index) => {
      const choice = choices[index] ?? 'absent';
      return { name, choice, ground: choice === 'recused' ? 'kinship' : null };
    }),
    state,
    count: countVote({
      body: aLawPack().bodies.cec,
      members: 8,
      present,
      recused: 1,
      for: 4,
      against: 1,
      abstained: 0,
      chairVote: 'for',
    }),
    dissents: state === 'adopted' ? [`Мүчө 5 ${hard}`] : [],
  });
  return {
    number: `S-2027-000007 ${hard}`,
    commission: `Борбордук шайлоо комиссиясы ${hard}`,
    startsAt: instant('2027-01-14T04:00:00Z'),
    openedAt: instant('2027-01-14T04:02:11Z'),
    closedAt: instant('2027-01-14T06:40:00Z'),
    members,
    items: [item('adopted', 7), item('noQuorum', 6)],
  };
}

/** A complete cover of a printed case. */
export function aCaseCover(): CaseCoverModel {
  const how = ['statement', 'stamped', 'sheet', 'listed'] as const;
  return {
    number: `K-2027-000171 ${hard}`,
    commission: `Борбордук шайлоо комиссиясы ${hard}`,
    receivedAt: instant('2027-01-12T02:47:31.123456Z'),
    printedAt: instant('2027-01-13T03:00:00Z'),
    demand: sentence.repeat(2),
    statement: `${sentence.repeat(40)}\n\n${sentence}`,
    files: how.map((way, index) => ({ name: `Арыз ${index + 1} ${hard}.pdf`, bytes: 240_000, sha256: sha, how: way })),
    papers: [
      {
        heading: 'Суроо-талаптын тексти',
        by: `Юрист ${hard}`,
        writtenAt: instant('2027-01-12T05:00:00Z'),
        facts: [`Сокулук районунун ички иштер бөлүмү ${hard}`],
        text: `${sentence.repeat(3)}\n\n${sentence}`,
      },
    ],
  };
}

/** A complete sheet that stands for a file in a print. */
export function aStampSheet(): StampSheetModel {
  const { number, commission, receivedAt } = aCaseCover();
  return { number, commission, receivedAt, name: `Арыз ${hard}.pdf`, sha256: sha, reason: 'encrypted' };
}
