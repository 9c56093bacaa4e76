import { join } from 'node:path'
import { Controller, FileResponse, Get, Route, Use, type HttpRequest } from 'nuages'
import { cacheFor } from '../middleware/cache-for'
import { Article } from '../models'
import { STATIC_FOLDER } from '../settings'

/** What belongs to the whole site. */
@Route('/')
export class SiteController extends Controller {
  @Use(cacheFor(300))
  @Get('/static/<path:path>')
  asset(_request: HttpRequest, { path }: { path: string }) {
    return new FileResponse({ path, root: STATIC_FOLDER })
  }

  @Get('/press-kit')
  pressKit() {
    return new FileResponse(join(STATIC_FOLDER, 'press-kit.txt'), {
      asAttachment: true,
      filename: 'nuages-gazette-press-kit.txt'
    })
  }

  /** The text of RFC 9309: crawlers may read everything but what only programs want. */
  @Get('/robots.txt')
  robots() {
    return 'User-agent: *\nDisallow: /api/\nDisallow: /events/\n'
  }

  /** For whoever watches the servers: it answers when the database does. */
  @Get('/health')
  async health() {
    await Article.all().exists()
    return { status: 'ok' }
  }
}
