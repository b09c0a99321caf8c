import type { ComplaintOutcome, RespondentKind, UnexaminedGround } from '../../domain/complaints/complaint.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { CommissionKind } from '../../domain/people/role.ts';
import type { SittingStatus } from '../../domain/sittings/sitting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { caseHead } from './case-head.ts';
import type { CaseHead } from './case-head.ts';

/** What the public side of a complaint is made of: no private column is read. */
export type PublicComplaintRow = CaseHead & {
  commissionKey: string;
  commissionKind: CommissionKind;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
  electionKey: string;
  pack: string;
  /** The version of the pack that the case is pinned to. */
  packVersion: number;
  fileCount: number;
  receivedAt: Instant;
  /** When a clerk entered what came on another way; null for what was filed by its complainant. */
  enteredAt: Instant | null;
  registeredAt: Instant | null;
  admittedAt: Instant | null;
  decidedAt: Instant | null;
  publishedAt: Instant | null;
  inactionAt: Instant | null;
  decideRule: string | null;
  decideDueAt: Instant | null;
  decideState: TermState['state'] | null;
  ground: UnexaminedGround | null;
  outcome: ComplaintOutcome | null;
  /** Against whom, by kind; null before the decision is published. */
  respondentKind: RespondentKind | null;
  /** The sitting that has it on its agenda, and how it stands. */
  sittingAt: Instant | null;
  sittingStatus: SittingStatus | null;
  decisionNumber: string | null;
  decisionTitle: string | null;
  decisionLanguage: 'ky' | 'ru' | 'en' | null;
};

/** Columns of `PublicComplaintRow` from `complaint c` and what hangs on it. */
export const publicComplaintSelect = `select ${caseHead},
    m.key as "commissionKey", m.kind as "commissionKind", m.name_ky as "commissionKy", m.name_ru as "commissionRu",
    m.name_en as "commissionEn", e.key as "electionKey", e.pack, c.pack_version as "packVersion",
    c.file_count as "fileCount", c.received_at as "receivedAt", c.entered_at as "enteredAt",
    c.registered_at as "registeredAt",
    c.admitted_at as "admittedAt", c.decided_at as "decidedAt", c.published_at as "publishedAt",
    c.inaction_at as "inactionAt", c.decide_rule as "decideRule", c.decide_due_at as "decideDueAt",
    c.decide_state as "decideState", c.ground, case when c.published_at is null then null else c.outcome end as outcome,
    case when c.published_at is null then null else c.respondent_kind end as "respondentKind",
    s.starts_at as "sittingAt", s.status as "sittingStatus", p.number as "decisionNumber", coalesce(p.title, p.body ->> 'title') as "decisionTitle",
    p.language as "decisionLanguage"
  from complaint c
  join commission m on m.id = c.commission_id
  join election e on e.id = c.election_id
  left join sitting s on s.id = c.sitting_id
  left join lateral (
    select number, title, body, language from publication_complaint pc join publication using (decision_id)
    where pc.complaint_id = c.id order by published_at desc limit 1
  ) p on true`;
