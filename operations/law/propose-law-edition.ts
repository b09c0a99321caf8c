import { randomUUID } from 'node:crypto';
import type { EditionGround } from '../../domain/law-editions/law-edition.ts';
import { applyChanges, nextVersion } from '../../domain/law/editions/apply-changes.ts';
import type { EditionChange } from '../../domain/law/editions/edition-change.ts';
import type { LawPack, PackText } from '../../domain/law/law-pack.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { insertProposedPack } from '../../persistence/law/adopted-packs.ts';
import { checkPack, checkPackText } from '../../persistence/law/check-pack.ts';
import type { PackFault } from '../../persistence/law/check-pack.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { commitNew } from '../records/commit-new.ts';

export type { PackFault } from '../../persistence/law/check-pack.ts';

/** A change of the law as typed: single changes, or the whole pack as YAML. */
export type EditionRequest = {
  commission: CommissionRow;
  electionId: string;
  /** Named by a caller that may repeat itself, and refused as `commitNew` says. */
  editionId?: string;
  title: PackText;
  ground: EditionGround;
} & ({ changes: readonly EditionChange[] } | { packText: string });

/** A refusal that also names every fault of the pack that would come of it. */
export type ProposalRefusal = Refusal & { faults?: readonly PackFault[] };

/** SHA-256 of a pack: of its canonical text, so that the order of keys does not matter. */
export function hashOfPack(pack: LawPack): string {
  return sha256(canonicalText(pack)).toString('hex');
}

/**
 * Proposes a change of the law: makes the complete next version of the pack, checks it like a file, and keeps it beside
 * the record. Nothing changes until another person confirms. Refuses INPUT_INVALID, LAW_NOTHING_CHANGED,
 * LAW_VALUE_UNKNOWN, LAW_DAY_TWICE, LAW_PACK_INVALID with every fault, and LAW_EDITION_OUTDATED.
 */
export async function proposeLawEdition(
  context: OperationContext,
  actor: Actor,
  request: EditionRequest,
): Promise<Outcome<{ editionId: string }> | ProposalRefusal> {
  const { editionId = randomUUID(), commission, electionId } = request;
  const words = checkWords(request);
  if (!words.ok) return words;
  const at = await context.clock();
  const scope = await actScope(context, commission.id, electionId, at.legal);
  const made = nextPack(scope, request);
  if (!made.ok) return made;
  const { pack, changes } = made.value;
  const packHash = hashOfPack(pack);
  const { title, ground } = words.value;
  const input = { title, ground, changes, packId: pack.id, proposedVersion: pack.version, packHash };
  const said = {
    title,
    ground,
    ...('packText' in request ? { packText: request.packText } : { changes: request.changes }),
  };
  const outcome = await commitNew(
    context.database,
    { id: editionId, said },
    {
      setting: { scope, receivedAt: at.legal, recordedAt: at.real },
      actor,
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
      acts: [
        {
          subject: 'lawEdition',
          act: 'proposeLawEdition',
          recordId: editionId,
          input: { ...input, newest: scope.pack.version },
        },
      ],
      alongside: (tx) => insertProposedPack(tx, { editionId, pack, hash: packHash }),
    },
  );
  return outcome.ok ? granted({ editionId }) : outcome;
}

const longestTitle = 300;
const longestText = 4_000;

function checkWords({ title, ground }: EditionRequest): Outcome<{ title: PackText; ground: EditionGround }> {
  const trimmed = { ky: title.ky.trim(), ru: title.ru.trim(), en: title.en.trim() };
  for (const [language, text] of Object.entries(trimmed))
    if (text === '' || text.length > longestTitle) return refuse('INPUT_INVALID', { field: `title-${language}` });
  const act = ground.act.trim();
  if (act === '' || act.length > longestTitle) return refuse('INPUT_INVALID', { field: 'act' });
  if (!isCalendarDay(ground.day)) return refuse('INPUT_INVALID', { field: 'on' });
  const article = ground.article.trim();
  if (article.length > 100) return refuse('INPUT_INVALID', { field: 'article' });
  const text = ground.text.trim();
  if (text === '' || text.length > longestText) return refuse('INPUT_INVALID', { field: 'text' });
  return granted({ title: trimmed, ground: { ...ground, act, article, text } });
}

type NextPack = { pack: LawPack; changes: readonly EditionChange[] };

function nextPack(scope: ActScope, request: EditionRequest): Outcome<NextPack> | ProposalRefusal {
  const before = scope.pack;
  if ('packText' in request) return packAnew(before, request.packText);
  const { nameKy, nameRu, nameEn } = request.commission;
  const confirmation = { by: { ky: nameKy, ru: nameRu, en: nameEn }, on: request.ground.day };
  const changed = applyChanges(before, request.changes, confirmation);
  if (!changed.ok) return changed;
  const checked = checkPack(changed.value);
  if (!checked.ok) return { ...refuse('LAW_PACK_INVALID'), faults: checked.faults };
  return granted({ pack: checked.pack, changes: request.changes });
}

function packAnew(before: LawPack, text: string): Outcome<NextPack> | ProposalRefusal {
  const checked = checkPackText(text);
  if (!checked.ok) return { ...refuse('LAW_PACK_INVALID'), faults: checked.faults };
  if (checked.pack.id !== before.id) {
    const fault: PackFault = { path: 'id', reason: 'keyDiffers', detail: before.id };
    return { ...refuse('LAW_PACK_INVALID'), faults: [fault] };
  }
  const pack = nextVersion(checked.pack, before);
  if (hashOfPack(pack) === hashOfPack(nextVersion(before, before))) return refuse('LAW_NOTHING_CHANGED');
  return granted({ pack, changes: [{ kind: 'replacePack' }] });
}
