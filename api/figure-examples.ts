/** Examples of figures and checks in the document. */
export const figuresExample = {
  at: '2027-01-15T16:00:00.000000Z',
  days: [
    { code: '2027-01-11', n: 3 },
    { code: '2027-01-12', n: 0 },
    { code: '2027-01-13', n: 1 },
  ],
  kinds: [{ code: 'bribery', n: 4 }],
  outcomes: [{ code: 'granted', n: 1 }],
  statuses: [{ code: 'published', n: 1 }],
  terms: [{ code: 'onTime', n: 1 }],
  spans: [{ code: '0', onTime: 1, late: 0 }],
  medianHours: 20,
};

export const consistencyExample = {
  at: '2027-01-15T16:00:00.000000Z',
  withoutArticle: 0,
  groups: [
    {
      kind: 'campaignRules' as const,
      act: 'law68',
      article: '44',
      n: 2,
      outcomes: { granted: 1, grantedInPart: 0, refused: 1 },
      late: 0,
      medianHours: 52,
      measures: [{ measure: 'obligeToCorrect' as const, n: 1 }],
      cases: [{ number: 'K-2027-000001', commission: 'cec' }],
    },
  ],
};

const words = [{ title: 'Event: the complaint was received', text: 'Monday, 11 January 2027, 10:00.' }];

export const countedTermExample = {
  rule: 'complaint_decide',
  pack: { id: 'pres-2027', version: 1 },
  baseAt: '2027-01-11T04:00:00.000000Z',
  dueAt: '2027-01-14T18:00:00.000000Z',
  zone: 'Asia/Bishkek',
  article: { act: 'law68', article: '45', part: null },
  certainty: 'SO' as const,
  confirmed: false,
  derivation: { ky: words, ru: words, en: words },
};

export const uncheckedFileExample = {
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  items: [{ number: 'K-2027-000001', commission: 'cec', filedAt: null, event: null }],
};
