import type { Request, RequestHandler, Response } from 'express';
import { say } from '../../wording/say.ts';
import { languageOf } from '../language.ts';
import { componentsModel } from './components-model.ts';
import type { ComponentsModel } from './components-model.ts';

/** How a surface shows a page inside its own frame. */
type Show = (
  request: Request,
  response: Response,
  view: string,
  page: { title: string },
  model: ComponentsModel,
) => void;

/** The page that shows every part of the look in every state; served in the demonstration only. */
export function componentsPage({ show }: { show: Show }): RequestHandler {
  return (request, response) => {
    const language = languageOf(response);
    const page = { title: say(language, 'sheet.title') };
    show(request, response, 'sheet/components-page.njk', page, componentsModel(language));
  };
}
