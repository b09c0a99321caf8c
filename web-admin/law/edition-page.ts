import { z } from 'zod';
import { packDifferences } from '../../domain/law/editions/pack-differences.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { complaintPath } from '../../operations/complaints/public-complaint.ts';
import { confirmLawEdition, rejectLawEdition } from '../../operations/law/confirm-law-edition.ts';
import { readLawEdition } from '../../operations/law/read-law-edition.ts';
import type { EditionPreview, MovedTerm, ReadEdition } from '../../operations/law/read-law-edition.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { dayTime, deadlineMomentShort } from '../../wording/dates.ts';
import { groundInWords, differenceInWords, valueName } from '../../wording/law-values.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { readForm } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

const mostShown = 200;

/** A change of the law: by which act, what differs, what it would do to open cases, who confirmed, how far it is. */
export async function editionPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context, actor, params } = visit;
  const outcome = await readLawEdition(context, actor, { editionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  const { edition, before, after, packHash, preview, progress, refusals } = read;
  const acts = { ...before.acts, ...after.acts };
  const locked = refusals.confirmLawEdition;
  return {
    kind: 'page',
    view: 'law/edition.njk',
    title: edition.number,
    crumbs: [{ text: say(language, 'law-pack.title'), href: `/${language}/law` }],
    model: {
      heading: edition.title[language],
      status: say(language, `law-pack.status.${edition.status}`),
      facts: factsOf(visit, read),
      ground: edition.ground,
      changes: packDifferences(before, after).map((difference) => differenceInWords(language, difference, acts)),
      packHash,
      preview: preview && previewModel(visit, preview),
      progress: progress && say(language, 'law-pack.progress', progress),
      confirm: {
        isOpen: edition.status === 'proposed',
        action: locked === null ? `/${language}/law/editions/${edition.id}/confirm-edition` : '',
        locked: locked === null ? '' : sayRefusal(language, locked),
        reject: refusals.rejectLawEdition === null ? `/${language}/law/editions/${edition.id}/reject-edition` : '',
      },
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function factsOf({ language }: StaffVisit, { edition, names }: ReadEdition) {
  const fact = (key: string, value: string) => ({ key: say(language, `law-pack.fact.${key}`), value });
  const by = (id: string | null, at: Instant | null): string =>
    [id === null ? '' : (names.get(id) ?? ''), at === null ? '' : dayTime(language, at)]
      .filter((text) => text !== '')
      .join(', ');
  const { ground, confirmedBy, rejectedBy, cases, movedCases } = edition;
  return [
    fact('act', groundInWords(language, ground)),
    fact('version', String(edition.proposedVersion)),
    fact('proposed', by(edition.proposedBy, edition.proposedAt)),
    ...(confirmedBy === null ? [] : [fact('confirmed', by(confirmedBy, edition.confirmedAt))]),
    ...(rejectedBy === null ? [] : [fact('rejected', by(rejectedBy, null))]),
    ...(cases === null ? [] : [fact('applied', say(language, 'law-pack.applied', { cases, moved: movedCases ?? 0 }))]),
  ];
}

function previewModel({ language }: StaffVisit, { cases, movedCases, sameCases, moved }: EditionPreview) {
  const heldBack = moved.filter(({ isHeldBack }) => isHeldBack).length;
  return {
    summary: say(language, 'law-pack.preview.summary', { cases, moved: movedCases, same: sameCases }),
    heldBack: heldBack === 0 ? '' : say(language, 'law-pack.preview.held-back', { n: heldBack }),
    rows: moved.slice(0, mostShown).map((term) => movedRow(language, term)),
    more: moved.length > mostShown ? say(language, 'law-pack.preview.more', { n: moved.length - mostShown }) : '',
  };
}

function movedRow(language: StaffVisit['language'], moved: MovedTerm) {
  const { number, complaintId, commissionKey, term, from, to, isHeldBack } = moved;
  const end = (due: Instant | null): string =>
    due === null ? say(language, 'law.term.atOnce') : deadlineMomentShort(language, due);
  return {
    number,
    href: `/${language}/cases/${complaintId}`,
    place:
      commissionKey === 'cec'
        ? ''
        : { ky: moved.commissionKy, ru: moved.commissionRu, en: moved.commissionEn }[language],
    path: complaintPath({ number, commission: { key: commissionKey } }),
    term: valueName(language, `rules.${term.rule}`),
    from: end(from),
    to: end(to),
    note: isHeldBack ? say(language, 'law-pack.preview.day-of-change') : '',
  };
}

/** The second person confirms exactly the pack whose hash the page showed. */
export async function confirmEditionAct(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit, z.strictObject({ packHash: z.string().regex(/^[0-9a-f]{64}$/) }));
  if (!form.ok) return editionPage(visit, form.refusal);
  const { context, actor, params } = visit;
  const request = { editionId: params['id'] ?? '', packHash: form.value.packHash };
  return shownAfter(visit, 'confirmLawEdition', await confirmLawEdition(context, actor, request));
}

/** The proposal does not become law. */
export async function rejectEditionAct(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit, z.strictObject({}));
  if (!form.ok) return editionPage(visit, form.refusal);
  const { context, actor, params } = visit;
  return shownAfter(
    visit,
    'rejectLawEdition',
    await rejectLawEdition(context, actor, { editionId: params['id'] ?? '' }),
  );
}

async function shownAfter(visit: StaffVisit, act: string, outcome: { ok: true } | Refusal): Promise<Answer> {
  const { language, context, actor, params } = visit;
  const editionId = params['id'] ?? '';
  const page = redirect(`/${language}/law/editions/${editionId}`);
  if (outcome.ok) return page;
  const { code } = outcome.refusal;
  if (await wasJustDone(context, actor, { recordId: editionId, action: `lawEdition.${act}`, code })) return page;
  return editionPage(visit, outcome.refusal);
}
