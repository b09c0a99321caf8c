import type { AccessRule } from '../access/can.ts';

/** Who proposes, confirms and ends appointments, and records the absence of others. */
export const appoints: AccessRule = {
  own: ['chair', 'deputyChair', 'secretary'],
  subordinate: ['chair', 'deputyChair'],
};
