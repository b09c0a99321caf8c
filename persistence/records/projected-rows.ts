import type { ProjectedRow, RecordState, Subject } from '../../domain/records/subject.ts';

/** A row of a subject's table: whole where it is new, else its id and the columns that changed. */
export type ProjectionRow = { isNew: boolean; row: ProjectedRow };

/** The rows of a record that changed from one state to another, by table; a record that had no state has all its rows. */
export function projectedRows(
  subject: Subject,
  before: RecordState | undefined,
  after: RecordState,
): [table: string, row: ProjectionRow][] {
  return Object.entries(subject.projections).flatMap(([table, project]): [string, ProjectionRow][] => {
    const row = project(after);
    if (before === undefined) return [[table, { isNew: true, row }]];
    const earlier = project(before);
    const changed = Object.entries(row).filter(([column, value]) => !isSame(value, earlier[column]));
    if (changed.length === 0) return [];
    return [[table, { isNew: false, row: { id: row.id, ...Object.fromEntries(changed) } }]];
  });
}

/** Columns hold what JSON holds. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null) return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
