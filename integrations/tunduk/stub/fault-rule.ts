import { z } from 'zod';

/** Failures below and beside the protocol that can be planted; those of X-Road itself are planted by their code. */
export const brokenAnswers = [
  'reset',
  'resetAfterHead',
  'hang',
  'slowBytes',
  'halfBody',
  'emptyBody',
  'htmlPage',
  'badEncoding',
  'xmlBomb',
  'externalEntity',
  'wrongId',
  'wrongHash',
  'missingHash',
  'wrongClient',
  'wrongService',
  'missingHeaders',
  'reorderedHeaders',
  'duplicateServiceHeader',
  'wrongWrapper',
  'wrongFields',
  'tooLarge',
  'otherProtocol',
] as const;

/** One of them. */
export type BrokenAnswer = (typeof brokenAnswers)[number];

const limits = {
  /** From 0 to 1; always when absent. */
  probability: z.number().min(0).max(1).default(1),
  /** How many calls it meets before it is over; without an end when absent. */
  count: z.int().positive().optional(),
  /** `instance/class/code/subsystem`; every client when absent. */
  client: z.string().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};

/** A planted failure: an X-Road code, a status of the provider, or a broken answer; whom it meets and how often. */
export const faultRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('code'),
    /** As 7.4.2 spells it; the dialect of the stand-in respells it. */
    code: z
      .string()
      .regex(/^[A-Z][A-Za-z]*(\.[A-Z][A-Za-z]*)*$/, 'is not a code such as Server.ServerProxy.AccessDenied'),
    message: z.string().default('planted by the stand-in'),
    ...limits,
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(300).max(599),
    retryAfterSeconds: z.int().positive().optional(),
    ...limits,
  }),
  z.strictObject({ kind: z.literal('broken'), how: z.enum(brokenAnswers), ...limits }),
]);

/** A rule as read. */
export type FaultRule = z.output<typeof faultRule>;
