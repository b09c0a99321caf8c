/** Our own icons: strokes in a square of 16, drawn in the colour of the text beside them. */
const paths = {
  tick: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM8 4.8V8l2.2 1.4',
  lock: 'M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  warn: 'M8 2.2l6.3 11H1.7zM8 6.4v3.2M8 11.6v.1',
  info: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM8 7.4v3.8M8 4.8v.1',
  download: 'M8 2v7.5M4.8 6.8L8 10l3.2-3.2M2.5 13.2h11',
  upload: 'M8 10V2.5M4.8 5.7L8 2.5l3.2 3.2M2.5 13.2h11',
  print: 'M4.5 5.5V2h7v3.5M4.5 11.5h-2v-6h11v6h-2M4.5 9.5h7V14h-7z',
  mail: 'M2 3.5h12v9H2zM2 4.5l6 4.6 6-4.6',
  search: 'M7 2.3a4.7 4.7 0 1 1 0 9.4 4.7 4.7 0 0 1 0-9.4zM10.4 10.4L14 14',
  person: 'M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.8 14c.4-3 2.4-4.3 5.2-4.3s4.8 1.3 5.2 4.3',
  people:
    'M6 3a2.4 2.4 0 1 1 0 4.8A2.4 2.4 0 0 1 6 3zM1.6 13.5c.3-2.6 1.9-3.8 4.4-3.8s4.1 1.2 4.4 3.8M10.6 3.3a2.3 2.3 0 0 1 0 4.3M11.8 10c1.5.5 2.4 1.7 2.6 3.5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3.5 8h9',
  right: 'M2.5 8h10.5M9 4l4 4-4 4',
  left: 'M13.5 8H3M7 4L3 8l4 4',
  menu: 'M2 4h12M2 8h12M2 12h12',
  phone:
    'M3 2.5h2.7l1.2 3.2-1.7 1.2c.6 1.5 1.7 2.6 3.3 3.3l1.3-1.7 3.2 1.3v2.7c0 .6-.5 1-1.1 1C6.6 13 3 9.3 2.3 3.6 2.2 3 2.5 2.5 3 2.5z',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.8h11M5.3 1.8v3M10.7 1.8v3',
  file: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.3M6.3 8.5h4M6.3 11h4',
  pencil: 'M3 13l.6-2.8 7.6-7.6 2.2 2.2-7.6 7.6z',
  bell: 'M3 11.5h10l-1.3-1.8V6.5a3.7 3.7 0 0 0-7.4 0v3.2zM6.7 13.8h2.6',
  feed: 'M3 3a10 10 0 0 1 10 10M3 7.3A5.7 5.7 0 0 1 8.7 13M3.6 12.4v.1',
  list: 'M6 3.5h8M6 8h8M6 12.5h8M2.5 3.5h.1M2.5 8h.1M2.5 12.5h.1',
  scales: 'M8 2v11.5M5 13.5h6M3.5 4h9M3.5 4L1.5 9h4zM12.5 4l-2 5h4z',
  stamp: 'M6 7.5V3.3a2 2 0 0 1 4 0v4.2h3v3.5H3V7.5zM3 13.8h10',
  back: 'M6 3L2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7',
  differs: 'M3 6h10M3 10h10M10.5 3l-5 10',
  hourglass: 'M4 2h8M4 14h8M5 2c0 3.5 6 4.5 6 6s-6 2.5-6 6M11 2c0 3.5-6 4.5-6 6s6 2.5 6 6',
  shield: 'M8 1.8l5.2 1.8v4c0 3.3-2.2 5.3-5.2 6.6-3-1.3-5.2-3.3-5.2-6.6v-4zM5.6 7.9l1.7 1.7 3.2-3.3',
  'eye-off':
    'M1.8 8c1.3-2.6 3.5-4 6.2-4s4.9 1.4 6.2 4c-1.3 2.6-3.5 4-6.2 4s-4.9-1.4-6.2-4zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM2.5 2.5l11 11',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  transfer: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  ring: 'M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  key: 'M5 6a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM7.5 8l6-5.5M11 4.8l1.8 1.8',
} as const;

/** Names of the icons; `half` and `warn-solid` are filled shapes. */
export type IconName = keyof typeof paths | 'half' | 'warn-solid';

/** Markup of an icon, always beside a word and so hidden from screen readers. Throws on an unknown name. */
export function iconMarkup(name: string): string {
  return `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shape(name)}</svg>`;
}

/** All names, for the page that shows the parts. */
export const iconNames: readonly IconName[] = [...(Object.keys(paths) as (keyof typeof paths)[]), 'half', 'warn-solid'];

/**
 * A small clock face whose dark part is the share of the term that is used up; `share` from 0 to 1.
 * Presentation attributes only: the security policy allows no inline style.
 */
export function pieMarkup(share: number): string {
  const bounded = Math.min(1, Math.max(0, share));
  const around = (2 * Math.PI * 2.75).toFixed(2);
  const used = (2 * Math.PI * 2.75 * bounded).toFixed(2);
  return (
    '<svg class="icon pie" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="6.4"/>' +
    `<circle class="pie-used" cx="8" cy="8" r="2.75" stroke-dasharray="${used} ${around}" transform="rotate(-90 8 8)"/></svg>`
  );
}

/** A row of `total` small blocks, one for each stage: those before `position` are done, that one is now. */
export function blocksMarkup(total: number, position: number): string {
  const blocks = Array.from({ length: total }, (_, index) =>
    index + 1 < position ? '<i class="done"></i>' : index + 1 === position ? '<i class="now"></i>' : '<i></i>',
  );
  return `<span class="blocks" aria-hidden="true">${blocks.join('')}</span>`;
}

function shape(name: string): string {
  if (name === 'half')
    return '<circle cx="8" cy="8" r="6.1"/><path fill="currentcolor" d="M8 1.9a6.1 6.1 0 0 1 0 12.2z"/>';
  if (name === 'warn-solid') return '<path fill="currentcolor" d="M8 2.2l6.3 11H1.7z"/>';
  if (!Object.hasOwn(paths, name)) throw new Error(`no icon ${name}`);
  return `<path d="${paths[name as keyof typeof paths]}"/>`;
}
