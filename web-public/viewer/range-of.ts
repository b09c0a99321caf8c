/**
 * One range of bytes as a player asks for it (RFC 9110, 14.2): from a place on, up to and with another, or the last so
 * many. Null for no range, several ones, other units and nonsense: the whole is sent then, as the standard allows.
 */
export function rangeOf(
  header: string | undefined,
): { start: number; last: number | null } | { suffix: number } | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec((header ?? '').trim());
  if (!found) return null;
  const [, start = '', last = ''] = found;
  if (start === '') return last === '' ? null : { suffix: Number(last) };
  if (last !== '' && Number(last) < Number(start)) return null;
  return { start: Number(start), last: last === '' ? null : Number(last) };
}
