import type { AppSettings } from 'nuages'

/** Nothing but files of the Gazette runs in its pages, whatever a comment says. */
export const securityHeaders: AppSettings['security'] = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"]
    }
  }
}
