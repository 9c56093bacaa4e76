import type { AppSettings } from 'nuages'
import { helmetOptions } from './five-hooks'

/** What both sides leave out, or have: `hooks` switches five of the built-in parts on. */
export function settingsFor(hooks: boolean): AppSettings {
  return {
    allowedHosts: ['127.0.0.1'],
    appendSlash: false,
    database: false,
    logger: false,
    security: hooks && helmetOptions,
    cors: hooks && { origin: 'https://example.com' },
    compression: hooks,
    conditionalGet: hooks,
    requestId: hooks
  }
}
