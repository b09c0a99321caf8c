import { eventKind } from '../records/event-kind.ts';

/** What happened at a sitting. The vote is by name; names become public with the decision. */
export const sittingEvents = {
  SITTING_PLANNED: eventKind('SITTING_PLANNED', {
    number: { shape: 'code', visibility: 'public' },
    startsAt: { shape: 'instant', visibility: 'public' },
  }),
  AGENDA_ITEM_ADDED: eventKind('AGENDA_ITEM_ADDED', {
    itemId: { shape: 'id', visibility: 'staff' },
    decisionId: { shape: 'id', visibility: 'staff' },
    complaintIds: { shape: 'ids', visibility: 'staff' },
    textHash: { shape: 'hash', visibility: 'staff' },
  }),
  AGENDA_ITEM_REMOVED: eventKind('AGENDA_ITEM_REMOVED', { itemId: { shape: 'id', visibility: 'staff' } }),
  SITTING_OPENED: eventKind('SITTING_OPENED', {
    members: { shape: 'ids', visibility: 'staff' },
    present: { shape: 'ids', visibility: 'staff' },
  }),
  ATTENDANCE_RECORDED: eventKind('ATTENDANCE_RECORDED', { present: { shape: 'ids', visibility: 'staff' } }),
  VOTE_OPENED: eventKind('VOTE_OPENED', { itemId: { shape: 'id', visibility: 'staff' } }),
  MEMBER_RECUSED: eventKind('MEMBER_RECUSED', {
    itemId: { shape: 'id', visibility: 'staff' },
    member: { shape: 'id', visibility: 'staff' },
    ground: { shape: 'code', visibility: 'staff' },
  }),
  VOTE_CAST: eventKind('VOTE_CAST', {
    itemId: { shape: 'id', visibility: 'staff' },
    member: { shape: 'id', visibility: 'staff' },
    choice: { shape: 'code', visibility: 'staff' },
  }),
  VOTE_CLOSED: eventKind('VOTE_CLOSED', {
    itemId: { shape: 'id', visibility: 'staff' },
    result: { shape: 'code', visibility: 'staff' },
    count: { shape: 'data', visibility: 'staff' },
  }),
  DISSENT_ATTACHED: eventKind('DISSENT_ATTACHED', {
    itemId: { shape: 'id', visibility: 'staff' },
    member: { shape: 'id', visibility: 'staff' },
    version: { shape: 'integer', visibility: 'staff' },
    textHash: { shape: 'hash', visibility: 'staff' },
  }),
  SITTING_CLOSED: eventKind('SITTING_CLOSED', {}),
} as const;
