import express from 'express';
import type { Express } from 'express';
import type { Environment } from './environment.ts';

/**
 * The application of a port that people reach. In production exactly one proxy stands before it: the visitor's address
 * is what that proxy says, and nothing that the visitor says. Elsewhere it is the connection's.
 */
export function surfaceApp({ mode }: Pick<Environment, 'mode'>): Express {
  const app = express().disable('x-powered-by');
  return mode === 'production' ? app.set('trust proxy', 1) : app;
}
