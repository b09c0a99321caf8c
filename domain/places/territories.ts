/** A unit of the first level with the units inside it that commissions are formed for. Keys are stable, names change. */
export type TerritoryGroup = { readonly key: string; readonly parts: readonly string[] };

/**
 * The closed list of territory units: the two cities of the republic with the districts of Bishkek, seven oblasts with
 * their rayons; units of the first level by ISO 3166-2. Closed, so that a place may be public from the first minute.
 * Names are in territories.yaml by key.
 */
export const territoryGroups: readonly TerritoryGroup[] = [
  {
    key: 'KG-GB',
    parts: ['bishkek-lenin', 'bishkek-oktyabr', 'bishkek-birinchi-may', 'bishkek-sverdlov'],
  },
  {
    key: 'KG-GO',
    parts: [],
  },
  {
    key: 'KG-B',
    parts: ['batken-rayon', 'leilek-rayon', 'kadamjay-rayon'],
  },
  {
    key: 'KG-J',
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
    key: 'KG-Y',
    parts: ['ak-suu-rayon', 'jeti-oguz-rayon', 'issyk-kul-rayon', 'ton-rayon', 'tyup-rayon'],
  },
  {
    key: 'KG-N',
    parts: ['ak-talaa-rayon', 'at-bashy-rayon', 'jumgal-rayon', 'kochkor-rayon', 'naryn-rayon'],
  },
  {
    key: 'KG-O',
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
    key: 'KG-T',
    parts: ['aitmatov-rayon', 'bakay-ata-rayon', 'manas-rayon', 'talas-rayon'],
  },
  {
    key: 'KG-C',
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

/** The unit of the first level that a part lies in; undefined for whatever is no part. */
export function groupOfTerritory(key: string): string | undefined {
  return territoryGroups.find(({ parts }) => parts.includes(key))?.key;
}

/** True for the number of a precinct: one to four digits, nothing else. */
export function isPrecinct(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text);
}
