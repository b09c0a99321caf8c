import { roles } from '../people/role.ts';
import type { AccessRule } from './can.ts';

/** Who reads the private side of a record: all staff of its commission and of those above it, nobody else. */
export const staffReads: AccessRule = { own: roles, subordinate: roles };

/** Who reads and adds notes on a case: staff of the case's own commission, not of those above. */
export const staffNotes: AccessRule = { own: roles };
