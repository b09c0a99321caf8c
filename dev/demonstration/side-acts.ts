import type { Actor } from '../../domain/people/role.ts';
import type { Language } from '../../domain/language.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { addEvidence } from '../../operations/complaints/add-evidence.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { changeTerm } from '../../operations/complaints/change-term.ts';
import { cureDefects } from '../../operations/complaints/cure-defects.ts';
import { formWorkingGroup } from '../../operations/complaints/form-working-group.ts';
import { forwardComplaint } from '../../operations/complaints/forward-complaint.ts';
import { joinComplaint } from '../../operations/complaints/join-complaint.ts';
import { recordAppealResult } from '../../operations/complaints/record-appeal-result.ts';
import { recordAppeal } from '../../operations/complaints/record-appeal.ts';
import { recordHearing } from '../../operations/complaints/record-hearing.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../operations/complaints/send-request.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import type { OperationContext } from '../../operations/context.ts';
import { must } from './must.ts';
import type { DemonstrationStaff } from './people.ts';
import { demonstrationStart, inBishkek } from './plan.ts';
import type { SideAct, Stage } from './plan.ts';
import type { Case, Step } from './teller.ts';

const minute = 60_000;
const hour = 60 * minute;
const complainant: Actor = { kind: 'complainant' };

/** Who acts on a case, and in which world. */
export type SideStage = {
  context: OperationContext;
  staff: DemonstrationStaff;
  lawyer: (one: Case) => Promise<Actor>;
  /** The case that leads the joined ones; filed before them. */
  lead: () => Case;
};

type Act = (one: Case, stage: SideStage) => Promise<unknown>;
type Timed = readonly [after: number | Instant, act: Act];

const defects: Act = async (one, { context, lawyer }) =>
  must(
    returnForDefects(context, await lawyer(one), {
      complaintId: one.id,
      defects: ['demand', 'placeAndTime'],
      text: words[one.language].defects,
    }),
  );

const ask =
  (to: string): Act =>
  async (one, { context, lawyer }) =>
    must(
      sendRequest(context, await lawyer(one), {
        complaintId: one.id,
        to,
        needsCheck: true,
        name: words[one.language].body,
        address: '',
        text: words[one.language].request,
      }),
    );

const claim = (result: 'upheld' | 'sentBack'): readonly Timed[] => {
  let appealId = '';
  return [
    [
      inBishkek(8, '10:20'),
      async (one, { context, staff }) => {
        const clerk = await staff.actor(one.commission, 'clerk');
        const request = { complaintId: one.id, to: 'administrativeCourt', number: 'АД-14/27', text: '' };
        ({ appealId } = await must(recordAppeal(context, clerk, request)));
      },
    ],
    [
      inBishkek(10, '16:05'),
      async (one, { context, staff }) => {
        const clerk = await staff.actor(one.commission, 'clerk');
        const request = { complaintId: one.id, appealId, result, number: 'АД-14/27', text: words[one.language].court };
        await must(recordAppealResult(context, clerk, request));
      },
    ],
  ];
};

const hearing = (): readonly Timed[] => {
  let hearingId = '';
  return [
    [
      3 * hour,
      async (one, { context, lawyer }) => {
        const request = {
          complaintId: one.id,
          startsAt: addMilliseconds(one.filedAt, 26 * hour),
          invited: ['complainant', 'respondent'],
          place: words[one.language].room,
          text: '',
        };
        ({ hearingId } = await must(appointHearing(context, await lawyer(one), request)));
      },
    ],
    [
      27 * hour,
      async (one, { context, lawyer }) => {
        const request = {
          complaintId: one.id,
          hearingId,
          attended: ['complainant'],
          text: words[one.language].minutes,
        };
        await must(recordHearing(context, await lawyer(one), request));
      },
    ],
  ];
};

const sideActs: Record<SideAct, () => readonly Timed[]> = {
  cured: () => [
    [50 * minute, defects],
    [
      80 * minute,
      async (one, { context }) =>
        must(cureDefects(context, complainant, { complaintId: one.id, text: words[one.language].cure })),
    ],
  ],
  workingGroup: () => [
    [
      150 * minute,
      async (one, { context, staff }) => {
        const chair = await staff.actor(one.commission, 'chair');
        const [rapporteur = '', ...others] = staff.members(one.commission).slice(2, 5);
        await must(formWorkingGroup(context, chair, { complaintId: one.id, rapporteur, members: others }));
      },
    ],
  ],
  request: () => [[160 * minute, ask('police')]],
  overdueRequest: () => [[160 * minute, ask('localGovernment')]],
  hearing,
  extended: () => [
    [
      150 * minute,
      async (one, { context, staff }) => {
        const order = { change: 'extend', ground: 'checkNeeded' } as const;
        const chair = await staff.actor(one.commission, 'chair');
        await must(changeTerm(context, chair, { complaintId: one.id, term: 'complaint_decide', order }));
      },
    ],
  ],
  evidence: () => [
    [
      100 * minute,
      async (one, { context }) =>
        must(addEvidence(context, complainant, { complaintId: one.id, text: words[one.language].evidence })),
    ],
  ],
  claimUpheld: () => claim('upheld'),
  claimSentBack: () => claim('sentBack'),
  lead: () => [],
  joined: () => [
    [
      inBishkek(9, '15:30'),
      async (one, { context, lawyer, lead }) =>
        must(joinComplaint(context, await lawyer(lead()), { complaintId: one.id, leadId: lead().id })),
    ],
  ],
};

const endings: Partial<Record<Stage, readonly Timed[]>> = {
  returnedForDefects: [[2 * hour, defects]],
  forwarded: [
    [
      2 * hour,
      async (one, { context, lawyer }) =>
        must(
          forwardComplaint(context, await lawyer(one), {
            complaintId: one.id,
            to: 'police',
            name: words[one.language].body,
            text: words[one.language].forward,
          }),
        ),
    ],
  ],
  withdrawn: [
    [
      2 * hour,
      async (one, { context }) => must(withdrawComplaint(context, complainant, { complaintId: one.id, text: '' })),
    ],
  ],
};

/** What else happens to a planned complaint, as timed acts before the demonstration starts. */
export function sideSteps(one: Case, stage: SideStage): Step[] {
  const acts = [...(one.side ?? []).flatMap((side) => sideActs[side]()), ...(endings[one.stage] ?? [])];
  return acts
    .map(([after, act]) => ({
      at: typeof after === 'number' ? addMilliseconds(one.filedAt, after) : after,
      act: () => act(one, stage),
    }))
    .filter(({ at }) => at < demonstrationStart);
}

type Words = Record<
  'defects' | 'body' | 'request' | 'court' | 'room' | 'minutes' | 'cure' | 'evidence' | 'forward',
  string
>;

const words: Record<Language, Words> = {
  ky: {
    defects: 'Эмнени талап кылганыңызды жана окуя качан болгонун жазыңыз.',
    body: 'Сокулук районунун ички иштер бөлүмү',
    request: 'Окуя боюнча билдирүү түшкөнбү, текшерүүнүн жыйынтыгы кандай?',
    court: 'Соттун актысы кеңсеге кагаз түрүндө келди.',
    room: 'Бишкек, комиссиянын чоң залы',
    minutes: 'Арыз ээси келип, көргөнүн айтып берди. Каршы тарап келген жок.',
    cure: 'Окуя 9-январда саат 16:00дө болду. Эреже бузулганын таанууну талап кылам.',
    evidence: 'Ошол күнү тартылган сүрөттөр боюнча кошумча түшүндүрмө.',
    forward: 'Жазылган окуяда кылмыштын белгилери болушу мүмкүн, аны текшерүү сиздердин карамагыңыздарда.',
  },
  ru: {
    defects: 'Напишите, чего вы требуете и когда это произошло.',
    body: 'Отдел внутренних дел Сокулукского района',
    request: 'Поступало ли сообщение о событии, каковы результаты проверки?',
    court: 'Акт суда поступил в канцелярию на бумаге.',
    room: 'Бишкек, большой зал комиссии',
    minutes: 'Заявитель пришёл и рассказал, что видел. Другая сторона не явилась.',
    cure: 'Это было 9 января в 16:00. Требую признать нарушение.',
    evidence: 'Дополнительное пояснение к снимкам, сделанным в тот день.',
    forward: 'В описанном могут быть признаки преступления, его проверка в вашей компетенции.',
  },
  en: {
    defects: 'Say what you ask for and when it happened.',
    body: 'Police department of Sokuluk district',
    request: 'Was the event reported, and what did the check find?',
    court: 'The act of the court came to the office on paper.',
    room: 'Bishkek, great hall of the commission',
    minutes: 'The applicant came and told what was seen. The respondent did not come.',
    cure: 'It was on 9 January at 16:00. I ask that a breach be found.',
    evidence: 'More about the pictures taken that day.',
    forward: 'What is described may be a crime; to examine it is in your competence.',
  },
};
