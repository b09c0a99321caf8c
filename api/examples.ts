import type { ComplaintDetailJson } from './complaints/complaint-detail-json.ts';
import type { ComplaintJson, ReceiptJson } from './complaints/complaint-json.ts';

/** Examples of the document; requests run as they stand against a fresh demonstration. All people are invented. */
export const filingExample = {
  language: 'ky',
  commission: 'cec',
  complainantKind: 'representative',
  representedKind: 'observer',
  representedName: 'Мисал Байкоочуев',
  name: 'Үлгү Өкүлова',
  email: 'ulgu@example.org',
  phone: '+996 700 000 000',
  address: 'Бишкек шаары, Үлгү көчөсү, 1',
  kind: 'voting',
  respondentKind: 'commission',
  respondentCommission: 'tec-sokuluk',
  respondent: 'Комиссиянын төрагасы',
  statement: 'Байкоочуга добуш берүүчү жайда турууга уруксат берилген жок.',
  demand: 'Байкоочунун укугун калыбына келтирүүнү талап кылам.',
  witnesses: 'Күбө Мисалов, +996 700 000 001',
  territory: 'sokuluk-rayon',
  precinct: '1086',
  place: 'Мектептин имараты',
  learnedOn: '2027-01-10',
  learnedTime: '14:30',
  proceedings: 'ky',
} as const;

/** The least that is filed: a statement. */
export const shortFilingExample = { language: 'ru', statement: 'На здании висит агитационный плакат.' } as const;

/** Against what a commission below decided, or did not decide, on a complaint. */
export const appealExample = {
  language: 'en',
  commission: 'cec',
  attacks: 'K-2027-000001',
  statement: 'The territorial commission did not hear the witness I named.',
  demand: 'Annul its decision and consider the complaint anew.',
} as const;

export const documentExample = '%PDF-1.7\n% an invented document\n%%EOF\n';

export const complaintExample: ComplaintJson = {
  number: 'K-2027-000001',
  commission: {
    key: 'cec',
    kind: 'cec',
    name: {
      ky: 'Борбордук шайлоо комиссиясы',
      ru: 'Центральная избирательная комиссия',
      en: 'Central Election Commission',
    },
  },
  election: 'pres-2027',
  status: 'registered',
  kind: 'voting',
  territory: 'sokuluk-rayon',
  precinct: '1086',
  fileCount: 1,
  receivedAt: '2027-01-11T04:00:00.000000Z',
  registeredAt: '2027-01-11T04:20:00.000000Z',
  admittedAt: null,
  decidedAt: null,
  publishedAt: null,
  term: { rule: 'complaint_decide', dueAt: '2027-01-14T18:00:00.000000Z', state: 'running', overdueSince: null },
  ground: null,
  outcome: null,
  respondentKind: null,
  decision: null,
};

export const complaintDetailExample: ComplaintDetailJson = {
  ...complaintExample,
  closedAt: null,
  cure: null,
  contest: null,
  forwarded: null,
  forwardedFrom: null,
  joinedTo: null,
  joined: [],
  attacks: { number: 'K-2027-000004', commission: 'tec-sokuluk' },
  attackedBy: [],
  hearings: [{ startsAt: '2027-01-13T04:00:00.000000Z', state: 'appointed' }],
  requests: [
    {
      to: 'police',
      sentAt: '2027-01-11T05:00:00.000000Z',
      dueAt: '2027-01-14T18:00:00.000000Z',
      state: 'open',
      endedAt: null,
    },
  ],
  appeals: [],
  alterations: [],
  decisions: [],
};

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const eventListExample = {
  number: 'K-2027-000001',
  commission: 'cec',
  items: [
    {
      seq: 1,
      kind: 'COMPLAINT_FILED',
      status: 'filed',
      legalAt: '2027-01-11T04:00:00.000000Z',
      recordedAt: '2026-11-23T10:00:00.000000Z',
      actor: 'complainant' as const,
      payload: { number: 'K-2027-000001', kind: 'voting', fileCount: 1, receivedAt: '2027-01-11T04:00:00.000000Z' },
      commitment: hash,
      prev: '0'.repeat(64),
      hash,
    },
  ],
};

export const stagedExample = {
  id: '0b8f2b9c-5f0e-4c39-9a53-2f7f4f0c8c11',
  bytes: 39,
  sha256: hash,
  mediaType: 'application/pdf',
  purpose: 'evidence' as const,
};

export const uploadExample = {
  id: '6a2a8a52-3c3b-4d53-9a63-2a7a4a6e2b10',
  length: 104_857_600,
  received: 104_857_600,
  expiresAt: '2026-11-29T10:00:00.000Z',
  document: { ...stagedExample, bytes: 104_857_600, mediaType: 'video/mp4' },
};

export const receiptExample: ReceiptJson = {
  number: 'K-2027-000041',
  commission: 'cec',
  receivedAt: '2027-01-11T04:00:00.000000Z',
  receiptCode: '7F3A-91C2-5E0B-D844',
  commitment: hash,
  salt: hash,
  documents: [{ purpose: 'statement', bytes: 1042, sha256: hash, mediaType: 'application/json' }],
  term: { rule: 'complaint_decide', baseAt: '2027-01-11T04:00:00.000000Z', dueAt: '2027-01-14T18:00:00.000000Z' },
  warnings: [],
  page: 'http://localhost:3000/ky/complaints/K-2027-000041',
};

export const problemExample = {
  type: 'urn:shailoo:problem:NOT_FOUND',
  title: 'Аракет аткарылган жок',
  status: 404,
  code: 'NOT_FOUND',
  detail: 'Мындай жазуу табылган жок.',
  instance: 'urn:uuid:5f0a3f0e-52a6-4c0c-8f0b-8d2d9f6f7a10',
  messages: {
    ky: 'Мындай жазуу табылган жок.',
    ru: 'Такая запись не найдена.',
    en: 'No such record was found.',
  },
};
