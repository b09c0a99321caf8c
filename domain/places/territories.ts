/** A unit of the first level with the units inside it that commissions are formed for. Keys are stable, names change. */
export type TerritoryGroup = { readonly key: string; readonly parts: readonly string[] };

/**
 * The closed list of territory units: the two cities of the republic with the districts of Bishkek, seven oblasts with
 * their rayons. Closed, so that a place may be public from the first minute. Names are in territories.yaml by key.
 */
export const territoryGroups: readonly TerritoryGroup[] = [
  {
    key: 'bishkek-city',
    parts: ['bishkek-lenin', 'bishkek-oktyabr', 'bishkek-birinchi-may', 'bishkek-sverdlov'],
  },
  {
    key: 'osh-city',
    parts: [],
  },
  {
    key: 'batken-oblast',
    parts: ['batken-rayon', 'leilek-rayon', 'kadamjay-rayon'],
  },
  {
    key: 'jalal-abad-oblast',
    parts: [
      'ala-buka-rayon',
      'bazar-korgon-rayon',
      'aksy-rayon',
      'nooken-rayon',
      'suzak-rayon',
      'toguz-toro-rayon',
      'toktogul-rayon',
      'chatkal-rayon',
    ],
  },
  {
    key: 'issyk-kul-oblast',
    parts: ['ak-suu-rayon', 'jeti-oguz-rayon', 'issyk-kul-rayon', 'ton-rayon', 'tyup-rayon'],
  },
  {
    key: 'naryn-oblast',
    parts: ['ak-talaa-rayon', 'at-bashy-rayon', 'jumgal-rayon', 'kochkor-rayon', 'naryn-rayon'],
  },
  {
    key: 'osh-oblast',
    parts: [
      'alay-rayon',
      'aravan-rayon',
      'kara-suu-rayon',
      'nookat-rayon',
      'kara-kulja-rayon',
      'uzgen-rayon',
      'chon-alay-rayon',
    ],
  },
  {
    key: 'talas-oblast',
    parts: ['aitmatov-rayon', 'bakay-ata-rayon', 'manas-rayon', 'talas-rayon'],
  },
  {
    key: 'chui-oblast',
    parts: [
      'alamudun-rayon',
      'ysyk-ata-rayon',
      'jayyl-rayon',
      'kemin-rayon',
      'moskva-rayon',
      'panfilov-rayon',
      'sokuluk-rayon',
      'chui-rayon',
    ],
  },
];

const known: ReadonlySet<string> = new Set(territoryGroups.flatMap(({ key, parts }) => [key, ...parts]));

/** True for a key of the list; use it where a place comes from outside. */
export function isTerritory(key: string): boolean {
  return known.has(key);
}

/** True for the number of a precinct: one to four digits, nothing else. */
export function isPrecinct(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text);
}
