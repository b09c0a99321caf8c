/** A route as Express knows it, with the paths of the routers it stands in. */
export type ExpressRoute = { method: string; path: string };

type Layer = {
  rawPath?: string;
  route?: { path: string | string[]; stack: readonly { method?: string }[] };
  handle: { stack?: readonly Layer[] };
};

/** The routes of an Express application or of one of its routers, in the order in which they are tried. */
export function expressRoutes(router: unknown): ExpressRoute[] {
  return routesIn((router as { stack: readonly Layer[] }).stack);
}

function routesIn(stack: readonly Layer[]): ExpressRoute[] {
  return stack.flatMap(({ route, handle, rawPath }) => {
    if (route) return ownRoutes(route);
    const inner = handle.stack === undefined ? [] : routesIn(handle.stack);
    const outer = rawPath === '/' ? '' : (rawPath ?? '');
    return inner.map(({ method, path }) => ({ method, path: `${outer}${path === '/' ? '' : path}` }));
  });
}

function ownRoutes({ path, stack }: NonNullable<Layer['route']>): ExpressRoute[] {
  const methods = new Set(stack.map(({ method }) => method).filter((method) => method !== undefined));
  return [...methods].flatMap((method) => [path].flat().map((each) => ({ method, path: each })));
}
