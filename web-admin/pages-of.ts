import type { DeskRoute } from './route.ts';

/** The page that a request belongs to; paths have no language in front. */
export type PageOf = (route: DeskRoute, path: string) => string;

/** Finds the page of an act: `/cases/1/admit-complaint` belongs to `/cases/1`, a form with a page of its own to that. */
export function pagesOf(routes: readonly DeskRoute[]): PageOf {
  const pages = new Set(routes.filter(({ method }) => method === 'get').map(({ path }) => path));
  return (route, path) => {
    const parts = route.path.split('/');
    while (parts.length > 1 && !pages.has(parts.join('/'))) parts.pop();
    return parts.length > 1 ? path.split('/').slice(0, parts.length).join('/') : '/';
  };
}
