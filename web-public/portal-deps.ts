import type { OperationContext } from '../operations/context.ts';
import type { Assets } from '../web-kit/assets.ts';

/** Where a surface writes what happened; facts hold no personal data. */
export type SurfaceLog = {
  info: (facts: object, message: string) => void;
  error: (facts: object, message: string) => void;
};

/** What the portal is made of. Addresses are as the browser sees them, without a slash at the end. */
export type PortalDeps = {
  context: OperationContext;
  assets: Assets;
  publicUrl: string;
  filesUrl: string;
  /** True where the legal clock is a training clock: pages say so. */
  isTraining: boolean;
  log: SurfaceLog;
  /** Posts let through per address and minute; 120 unless told. */
  postLimit?: number;
};
