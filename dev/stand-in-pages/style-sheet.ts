import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';

const styleSheet = readFileSync(new URL('./stand-in.css', import.meta.url));

/** Sends the one style sheet of all stand-ins, at `/stand-in.css`. */
export function sendStyleSheet(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'max-age=300',
    'x-content-type-options': 'nosniff',
  });
  response.end(styleSheet);
}
