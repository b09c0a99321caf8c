/**
 * The condition that an appointment is in force at a moment, whether it gives a role then or not. `alias` is the table's name in the
 * statement, `at` the parameter with the moment, which may be long past. The end is exclusive; one that was never confirmed
 * has no beginning.
 */
export function inForce(alias: string, at: string): string {
  return `${alias}.valid_from <= ${at} and (${alias}.valid_to is null or ${alias}.valid_to > ${at})`;
}

/** The condition that an absence `b` runs at a moment. One ended before its first day has no moment. */
export function isAway(alias: string, at: string): string {
  return `${alias}.away_from <= ${at} and ${alias}.away_until > ${at}`;
}

/**
 * The condition that an appointment gives its role at a moment: in one's own right, or as deputy for somebody who is away
 * then, who has the role in their own right, and whose absence names no other deputy.
 */
export function givesRole(alias: string, at: string): string {
  return `${inForce(alias, at)} and (${alias}.deputy_for is null or exists (
    select from absence b join appointment o on o.person_id = b.person_id and o.commission_id = b.commission_id
    where b.person_id = ${alias}.deputy_for and b.commission_id = ${alias}.commission_id and ${isAway('b', at)}
      and (b.deputy is null or b.deputy = ${alias}.person_id)
      and o.role = ${alias}.role and o.deputy_for is null and ${inForce('o', at)}))`;
}
