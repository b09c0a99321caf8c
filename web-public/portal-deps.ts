import type { OperationContext } from '../operations/context.ts';
import type { LedgerReader, LedgerWitnesses } from '../operations/ledger/ledger.ts';
import type { SignInService } from '../operations/people/sign-in.ts';
import type { OpenDataLicence } from '../wording/open-data.ts';
import type { Assets } from '../web-kit/assets.ts';
import type { SessionStore } from '../web-kit/sessions/sessions.ts';

/** Where a surface writes what happened; facts hold no personal data. */
export type SurfaceLog = {
  info: (facts: object, message: string) => void;
  error: (facts: object, message: string) => void;
};

/** The national sign-in at the portal; `origins` are the addresses its forms may lead to. */
export type PortalSignIn = { service: SignInService; store: SessionStore; origins: readonly string[] };

/** What the portal is made of. Addresses are as the browser sees them, without a slash at the end. */
export type PortalDeps = {
  context: OperationContext;
  assets: Assets;
  publicUrl: string;
  filesUrl: string;
  /** True where the legal clock is a training clock: pages say so. */
  isTraining: boolean;
  /** The published files of the ledger. */
  ledger: LedgerReader;
  /** Keys of the witnesses whose cosignatures are shown; none unless given. */
  ledgerWitnesses?: LedgerWitnesses;
  /** Of the data that can be downloaded; undefined while the commission has adopted none. */
  openDataLicence?: OpenDataLicence;
  log: SurfaceLog;
  /** Absent where nobody can sign in; a complaint is filed without it. */
  signIn?: PortalSignIn;
  /** Posts let through per address and minute; 120 unless told. */
  postLimit?: number;
  /** Askings to follow a case let through per address and hour; 20 unless told. */
  followLimit?: number;
};
