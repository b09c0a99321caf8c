import type { Request, RequestHandler, Response } from 'express';
import { say } from '../../wording/say.ts';
import type { Frame } from '../frame.ts';
import { languageOf } from '../language.ts';
import type { Render } from '../render.ts';
import { componentsModel } from './components-model.ts';

/** The page that shows every part of the look in every state; served in the demonstration only. */
export function componentsPage(options: {
  render: Render;
  frameOf: (request: Request, response: Response, title: string) => Frame;
}): RequestHandler {
  return (request, response) => {
    const language = languageOf(response);
    const frame = options.frameOf(request, response, say(language, 'sheet.title'));
    response
      .type('html')
      .send(options.render('sheet/components-page.njk', { frame, ...componentsModel(language) }, language));
  };
}
