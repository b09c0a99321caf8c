import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Language } from '../domain/language.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import { say } from '../wording/say.ts';
import type { DeskFrame, Frame } from './frame.ts';
import { problemStatusOf, type ProblemStatus } from './http-problem.ts';
import { languageOf } from './language.ts';
import type { Render } from './render.ts';

/** How a refusal is shown: what did not happen, why, and the code from the closed list. */
export type RefusedAct = { readonly sentence: string; readonly reason: string; readonly code: string };

/** The pages for what went wrong, in the language of the request. */
export type ProblemPages = {
  /** Last handler of a surface: the page is not there. */
  readonly notFound: RequestHandler;
  /** Last error handler; `onDefect` sees every error that is shown as 500, before the answer. */
  readonly failed: ErrorRequestHandler;
  /** Answers with a refusal page. */
  readonly refuse: (request: Request, response: Response, status: number, refused: RefusedAct) => void;
};

/** Makes the pages for one surface; `frameOf` gives the frame around them with the title already said. */
export function problemPages(options: {
  render: Render;
  layout: 'portal' | 'desk';
  frameOf: (request: Request, response: Response, title: string) => Frame | DeskFrame;
  onDefect: (error: unknown, request: Request) => void;
}): ProblemPages {
  const show = (request: Request, response: Response, status: number, words: ProblemWords): void => {
    const language = languageOf(response);
    const model = {
      ...words,
      layout: `layout/${options.layout}.njk`,
      frame: options.frameOf(request, response, words.title),
      back: { href: `/${language}`, text: say(language, 'kit.problem-back') },
    };
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(options.render(view, model, language));
  };
  return {
    notFound: (request, response) => show(request, response, 404, wordsOf(languageOf(response), 404)),
    failed: (error, request, response, next) => {
      const status = problemStatusOf(error);
      if (status === 500) options.onDefect(error, request);
      if (response.headersSent) return next(error);
      show(request, response, status, { ...wordsOf(languageOf(response), status), ...referenceOf(status, response) });
    },
    refuse: (request, response, status, refused) =>
      show(request, response, status, { title: say(languageOf(response), 'kit.problem-refused'), refused }),
  };
}

type ProblemWords = {
  readonly title: string;
  readonly sentence?: string;
  readonly refused?: RefusedAct;
  readonly reference?: string;
  /** Code of the closed list, for a status that stands for one refusal. */
  readonly code?: string;
};

const view = 'problem/problem.njk';

function wordsOf(language: Language, status: ProblemStatus): ProblemWords {
  return {
    title: say(language, `kit.problem.${status}.title`),
    sentence: say(language, `kit.problem.${status}.sentence`),
    ...(status === 429 ? { code: 'TOO_MANY_REQUESTS' satisfies RefusalCode } : {}),
  };
}

// The correlation id lets a person who calls be found in the logs; it is set by the logger of the surface.
function referenceOf(status: ProblemStatus, response: Response): { reference?: string } {
  const id: unknown = response.locals['correlationId'];
  return status === 500 && typeof id === 'string' ? { reference: id } : {};
}
