import type { RequestHandler } from 'express';
import type { PortalDeps } from '../portal-deps.ts';

const changing: ReadonlySet<string> = new Set(['checkpoint', 'verifier-key']);
const published =
  /^(checkpoint|verifier-key|checkpoints\/\d{1,16}|tile\/(\d{1,2}|entries)\/(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?)$/;

/**
 * The files of the ledger as C2SP tlog-tiles demands: tiles and bundles as bytes that never change, the checkpoint as text
 * that is kept for some seconds at most. Anybody may read them from anywhere.
 */
export function ledgerFile({ ledger }: Pick<PortalDeps, 'ledger'>): RequestHandler {
  return async (request, response, next) => {
    const path = request.path.slice('/ledger/'.length);
    const file = published.test(path) ? await ledger.read(path) : null;
    if (file === null) return next();
    const isText = !path.startsWith('tile/');
    response.set({
      'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      'Cache-Control': changing.has(path) ? 'public, max-age=5' : 'public, max-age=31536000, immutable',
      'Access-Control-Allow-Origin': '*',
    });
    response.send(file);
  };
}
