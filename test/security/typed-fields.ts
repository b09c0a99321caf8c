/**
 * What is typed into a field: `words` are kept as they are and shown again, a `shape` is a number, a day, an hour, a code
 * or an address that the form checks, and comes back with a fault when it is something else.
 */
export type FieldKind = 'words' | 'shape';

/** Fields by the route that their form leads to. */
export type FieldTable = Readonly<Record<string, Readonly<Record<string, FieldKind>>>>;

/** Every field of the portal that somebody types into. */
export const portalFields: FieldTable = {
  'get /complaints': {
    from: 'shape',
    q: 'shape',
    to: 'shape',
  },
  'get /search': {
    number: 'shape',
  },
  'post /complaints/:commission/:number/follow': {
    email: 'shape',
  },
  'post /complaints/:commission/:number/open': {
    code: 'shape',
  },
  'post /complaints/:commission/:number/private/contact': {
    address: 'words',
    email: 'shape',
    phone: 'words',
  },
  'post /complaints/:commission/:number/private/cure': {
    text: 'words',
  },
  'post /complaints/:commission/:number/private/evidence': {
    text: 'words',
  },
  'post /complaints/:commission/:number/private/withdraw': {
    text: 'words',
  },
  'post /complaints/:number/follow': {
    email: 'shape',
  },
  'post /complaints/:number/open': {
    code: 'shape',
  },
  'post /complaints/:number/private/contact': {
    address: 'words',
    email: 'shape',
    phone: 'words',
  },
  'post /complaints/:number/private/cure': {
    text: 'words',
  },
  'post /complaints/:number/private/evidence': {
    text: 'words',
  },
  'post /complaints/:number/private/withdraw': {
    text: 'words',
  },
  'post /ledger/check-file': {
    number: 'shape',
  },
  'post /complaints/new/save': {
    email: 'shape',
  },
  'post /complaints/new/what': {
    demand: 'words',
    respondent: 'words',
    statement: 'words',
    witnesses: 'words',
  },
  'post /complaints/new/where': {
    'learned-day': 'shape',
    'learned-month': 'shape',
    'learned-year': 'shape',
    learnedTime: 'shape',
    place: 'words',
    precinct: 'words',
  },
  'post /complaints/new/who': {
    address: 'words',
    email: 'shape',
    name: 'words',
    phone: 'words',
    representedName: 'words',
  },
};

/** Every field of the desk that somebody types into. */
export const deskFields: FieldTable = {
  'get /reports': {
    from: 'shape',
    to: 'shape',
  },
  'get /': {
    from: 'shape',
    to: 'shape',
  },
  'post /cases/:id/add-evidence': {
    text: 'words',
  },
  'post /cases/:id/add-note': {
    text: 'words',
  },
  'post /cases/:id/appoint-hearing': {
    'on-day': 'shape',
    'on-month': 'shape',
    'on-year': 'shape',
    place: 'words',
    text: 'words',
    time: 'shape',
  },
  'post /cases/:id/change-contact': {
    address: 'words',
    email: 'shape',
    phone: 'words',
  },
  'post /cases/:id/cure-defects': {
    text: 'words',
  },
  'post /cases/:id/draft-decision': {
    findingEvidence: 'words',
    findingText: 'words',
    grounds: 'words',
    itemAddressee: 'words',
    itemTerm: 'shape',
    itemText: 'words',
    moreArticles: 'words',
    title: 'words',
  },
  'post /cases/:id/extend-term': {
    'lastDay-day': 'shape',
    'lastDay-month': 'shape',
    'lastDay-year': 'shape',
  },
  'post /cases/:id/forward-complaint': {
    name: 'words',
    text: 'words',
  },
  'post /cases/:id/join-complaint': {
    number: 'shape',
  },
  'post /cases/:id/record-answer': {
    text: 'words',
  },
  'post /cases/:id/record-appeal': {
    number: 'words',
    text: 'words',
  },
  'post /cases/:id/record-appeal-result': {
    number: 'words',
    text: 'words',
  },
  'post /cases/:id/record-hearing': {
    text: 'words',
  },
  'post /cases/:id/return-for-defects': {
    text: 'words',
  },
  'post /cases/:id/send-request': {
    address: 'words',
    name: 'words',
    text: 'words',
  },
  'post /cases/:id/serve-copy': {
    letter: 'words',
    name: 'words',
    'on-day': 'shape',
    'on-month': 'shape',
    'on-year': 'shape',
    text: 'words',
    time: 'shape',
  },
  'post /cases/:id/withdraw-complaint': {
    text: 'words',
  },
  'post /clock/move-clock': {
    amount: 'shape',
  },
  'post /decisions/:id/check-draft': {
    remarks: 'words',
  },
  'post /decisions/:id/propose-public-text': {
    words: 'words',
  },
  'post /intake': {
    address: 'words',
    demand: 'words',
    email: 'words',
    'learned-day': 'shape',
    'learned-month': 'shape',
    'learned-year': 'shape',
    learnedTime: 'shape',
    name: 'words',
    phone: 'words',
    place: 'words',
    precinct: 'words',
    reasonWords: 'words',
    'received-day': 'shape',
    'received-month': 'shape',
    'received-time': 'shape',
    'received-year': 'shape',
    representedName: 'words',
    respondent: 'words',
    statement: 'words',
    witnesses: 'words',
  },
  'post /intake/oral': {
    name: 'words',
    phone: 'words',
    place: 'words',
    precinct: 'words',
    reasonWords: 'words',
    'received-day': 'shape',
    'received-month': 'shape',
    'received-time': 'shape',
    'received-year': 'shape',
    statement: 'words',
  },
  'post /law/propose/propose-edition': {
    act: 'words',
    article: 'words',
    'day-day': 'shape',
    'day-month': 'shape',
    'day-year': 'shape',
    early: 'shape',
    hour: 'shape',
    n: 'shape',
    'name-en': 'words',
    'name-ky': 'words',
    'name-ru': 'words',
    number: 'words',
    'on-day': 'shape',
    'on-month': 'shape',
    'on-year': 'shape',
    pack: 'shape',
    place: 'words',
    text: 'words',
    'title-en': 'words',
    'title-ky': 'words',
    'title-ru': 'words',
  },
  'post /people/propose-appointment': {
    lastDay: 'shape',
  },
  'post /people/record-absence': {
    from: 'shape',
    until: 'shape',
  },
  'post /search': {
    q: 'words',
  },
  'post /sittings/:id/items/:item/attach-dissent': {
    dissent: 'words',
  },
  'post /sittings/plan-sitting': {
    'on-day': 'shape',
    'on-month': 'shape',
    'on-year': 'shape',
    time: 'shape',
  },
  'post /views/:id/rename-view': {
    name: 'words',
  },
  'post /views/save-view': {
    name: 'words',
  },
};

/** The fields of a table as `route field`. */
export function fieldNames(table: FieldTable, kind?: FieldKind): string[] {
  return Object.entries(table)
    .flatMap(([route, fields]) =>
      Object.entries(fields).flatMap(([name, one]) => (kind === undefined || one === kind ? [`${route} ${name}`] : [])),
    )
    .toSorted();
}
