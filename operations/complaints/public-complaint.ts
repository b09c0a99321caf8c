import type { Language } from '../../domain/language.ts';
import { isPrecinct, isTerritory } from '../../domain/places/territories.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { PublicComplaintRow } from '../../persistence/complaints/public-complaint-row.ts';

/** A commission as everybody may know it. */
export type PublicCommission = {
  key: string;
  kind: PublicComplaintRow['commissionKind'];
  name: Record<Language, string>;
};

/**
 * A complaint as everybody may see it: number, kind, place, commission, stage, dates; outcome and title once published.
 * Places are keys of closed lists: anything else that was typed there is left out.
 */
export type PublicComplaint = Omit<
  PublicComplaintRow,
  'commissionKey' | 'commissionKind' | 'commissionKy' | 'commissionRu' | 'commissionEn'
> & { commission: PublicCommission };

/** The public side of a row. */
export function publicComplaint(row: PublicComplaintRow): PublicComplaint {
  const { commissionKey, commissionKind, commissionKy, commissionRu, commissionEn, ...rest } = row;
  return {
    ...rest,
    territory: row.territory !== null && isTerritory(row.territory) ? row.territory : null,
    precinct: row.precinct !== null && isPrecinct(row.precinct) ? row.precinct : null,
    commission: {
      key: commissionKey,
      kind: commissionKind,
      name: { ky: commissionKy, ru: commissionRu, en: commissionEn },
    },
  };
}

/** The sitting that a complaint is to be decided at, while it stands on its agenda. */
export function agendaSitting({
  status,
  sittingAt: startsAt,
  sittingStatus,
}: PublicComplaint): Pick<SittingState, 'status' | 'startsAt'> | null {
  if (status !== 'onAgenda' || startsAt === null || sittingStatus === null) return null;
  return { status: sittingStatus, startsAt };
}

/** Where a complaint has its page, below the language: the CEC's by number alone, another's under its commission. */
export function complaintPath(complaint: { number: string; commission: { key: string } }): string {
  const { number, commission } = complaint;
  return commission.key === 'cec' ? `/complaints/${number}` : `/complaints/${commission.key}/${number}`;
}
