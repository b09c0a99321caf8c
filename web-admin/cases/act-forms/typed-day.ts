/** A day typed in three parts as `YYYY-MM-DD`, whether it exists or not; empty when nothing was typed. */
export function typedDay(value: (name: string) => string, name: string): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => value(`${name}-${part}`).trim());
  if (!day && !month && !year) return '';
  return `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
}
