import type { FoldedEvent } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';
import type { AgendaItem, SittingState, VoteChoice } from './sitting.ts';

type Fold = (state: SittingState, payload: Record<string, unknown>, at: Instant) => Partial<SittingState>;

const folds: Record<string, Fold> = {
  SITTING_PLANNED: (_state, payload) => payload as Partial<SittingState>,
  AGENDA_ITEM_ADDED: (state, payload) => ({ items: [...state.items, newItem(payload)] }),
  AGENDA_ITEM_REMOVED: (state, payload) => ({
    items: state.items.filter(({ itemId }) => itemId !== payload['itemId']),
  }),
  SITTING_OPENED: (_state, payload, at) => ({ ...(payload as Partial<SittingState>), openedAt: at }),
  ATTENDANCE_RECORDED: (_state, payload) => payload as Partial<SittingState>,
  VOTE_OPENED: (state, payload) => changeItem(state, payload, () => ({ state: 'voting' })),
  MEMBER_RECUSED: (state, payload, at) =>
    changeItem(state, payload, (item) => ({
      recusals: { ...item.recusals, [payload['member'] as string]: { ground: payload['ground'] as string, at } },
    })),
  VOTE_CAST: (state, payload, at) =>
    changeItem(state, payload, (item) => ({
      votes: { ...item.votes, [payload['member'] as string]: { choice: payload['choice'] as VoteChoice, at } },
    })),
  VOTE_CLOSED: (state, payload, at) =>
    changeItem(state, payload, () => ({ state: payload['result'] as AgendaItem['state'], closedAt: at })),
  DISSENT_ATTACHED: (state, payload, at) =>
    changeItem(state, payload, (item) => ({
      dissents: {
        ...item.dissents,
        [payload['member'] as string]: {
          hash: payload['textHash'] as string,
          version: payload['version'] as number,
          at,
        },
      },
    })),
  SITTING_CLOSED: (_state, _payload, at) => ({ closedAt: at }),
};

/** Folds one event into a sitting's state. */
export function applySittingEvent(state: SittingState | undefined, event: FoldedEvent): SittingState {
  const before = state ?? newSitting(event);
  const change = folds[event.kind]?.(before, event.payload, event.legalAt) ?? {};
  return { ...before, ...change, status: event.status as SittingState['status'] };
}

function newSitting(event: FoldedEvent): SittingState {
  return {
    id: event.recordId,
    status: 'planned',
    commissionId: event.commissionId,
    electionId: event.electionId,
    pack: event.pack,
    terms: {},
    number: '',
    startsAt: event.legalAt,
    openedAt: null,
    closedAt: null,
    members: [],
    present: [],
    items: [],
  };
}

function newItem(payload: Record<string, unknown>): AgendaItem {
  return {
    itemId: payload['itemId'] as string,
    decisionId: payload['decisionId'] as string,
    complaintIds: payload['complaintIds'] as readonly string[],
    textHash: payload['textHash'] as string,
    state: 'pending',
    votes: {},
    recusals: {},
    dissents: {},
    closedAt: null,
  };
}

function changeItem(
  state: SittingState,
  payload: Record<string, unknown>,
  change: (item: AgendaItem) => Partial<AgendaItem>,
): Partial<SittingState> {
  return {
    items: state.items.map((item) => (item.itemId === payload['itemId'] ? { ...item, ...change(item) } : item)),
  };
}
