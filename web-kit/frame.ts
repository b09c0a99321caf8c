import { LANGUAGES, type Language } from '../domain/language.ts';

/** A link in words. `current` marks the place where the reader is. */
export type Link = {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean;
  readonly count?: number;
};

/** What the page around the page needs; every view model of the portal has one under `frame`. */
export type Frame = {
  /** Title of the page without the name of the product; plain text. */
  readonly title: string;
  /** Path without the language, such as `/complaints/K-2027-000001`; the language switch keeps it. */
  readonly path: string;
  readonly tongues: readonly { readonly language: Language; readonly name: string; readonly href: string }[];
  readonly nav: readonly Link[];
  readonly crumbs: readonly Link[];
  /** Columns of links at the foot. */
  readonly foot: readonly { readonly heading: string; readonly links: readonly Link[] }[];
  readonly commission: string;
  /** State of the data as a sentence, such as "Updated 11 January 2027, 10:00". */
  readonly updated?: string;
  /** Set in the demonstration: the legal clock as a text. */
  readonly training?: string;
  /** True when a form came back with errors: the browser's title says so first. */
  readonly hasErrors?: boolean;
};

/** The frame of a desk page: who is signed in, and the token of the sign-out form. */
export type DeskFrame = Omit<Frame, 'foot' | 'commission'> & {
  readonly person?: { readonly name: string; readonly role: string };
  readonly clock?: string;
  readonly csrfToken?: string;
  readonly signOutPath?: string;
  /** Set while cases are due at once: how many, and how many are new, in figures and in words. */
  readonly alarm?: { readonly href: string; readonly text: string; readonly open: number; readonly unseen: string };
  /** The way back to the queue as it was last seen. */
  readonly queue?: Link;
  /** Law pack in use, said at the foot. */
  readonly pack?: string;
};

const names: Record<Language, string> = { ky: 'Кыргызча', ru: 'Русский', en: 'English' };

/** The language switch of a page: the same path and query under the other languages. */
export function tonguesOf(path: string, search = ''): Frame['tongues'] {
  return LANGUAGES.map((language) => ({
    language,
    name: names[language],
    href: `/${language}${path === '/' ? '' : path}${search === '' ? '' : `?${search}`}`,
  }));
}
