/**
 * What the keyboard does at the desk, in the order of the page that tells it. The desk runs no script: these are the
 * browser's own keys on links, forms and folds, and a test tries each.
 */
export const deskKeys = ['move', 'skip', 'skipRail', 'follow', 'search', 'tick', 'pick', 'list', 'unfold'] as const;
export type DeskKey = (typeof deskKeys)[number];

/** How the keys are written on the keyboard; the same in every language. */
export const keyNames: Record<DeskKey, readonly string[]> = {
  move: ['Tab', 'Shift + Tab'],
  skip: ['Tab', 'Enter'],
  skipRail: ['Enter'],
  follow: ['Enter'],
  search: ['Enter'],
  tick: ['Space'],
  pick: ['↑', '↓'],
  list: ['↑', '↓'],
  unfold: ['Enter', 'Space'],
};
