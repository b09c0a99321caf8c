import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of every page: no script, no frame, no foreign source; style and fonts only from our own address.
 * `formOrigins` are other addresses a form may lead to, such as the sign-in service (a redirect after a form counts).
 * `isSecure` says that the surface is served over https; only then browsers are told to stay on it.
 */
export function securityHeaders(options: { formOrigins?: readonly string[]; isSecure?: boolean } = {}): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'form-action': ["'self'", ...(options.formOrigins ?? [])],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    strictTransportSecurity: options.isSecure === true,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
}
