import { createApp, type AppSettings, type Application } from 'nuages'
import { logSlowRequests } from './middleware/slow-requests'
import { RequestTimer } from './middleware/request-timer'
import { models } from './models'
import { securityHeaders } from './site/security-headers'
import { errorHandlers } from './site/error-pages'
import { urls } from './urls'

/** The Gazette, as an application; tests give it settings of their own. */
export async function createGazette(settings: AppSettings): Promise<Application> {
  const app = await createApp({
    urls,
    models,
    middleware: [RequestTimer],
    errorHandlers,
    security: securityHeaders,
    compression: true,
    conditionalGet: true,
    ...settings
  })
  app.fastify.addHook('onClose', logSlowRequests(app.fastify.log, 500))
  return app
}
