import express, { Router } from 'express';
import type { OperationContext } from '../operations/context.ts';

/** What the API is made of. */
export type ApiDeps = {
  context: OperationContext;
  log: { info: (facts: object, message: string) => void; error: (facts: object, message: string) => void };
};

/** The programming interface. */
export function createApi(_deps: ApiDeps): Router {
  return Router().use(express.json());
}
