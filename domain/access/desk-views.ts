import type { AccessRule } from './can.ts';

/** Who saves, renames and deletes views of the queue for the whole commission. */
export const sharesViews: AccessRule = { own: ['secretary', 'deputyChair', 'chair'] };
