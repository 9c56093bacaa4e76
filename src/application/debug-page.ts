import { html, raw, type SafeHtml } from '../http/html'
import { HtmlResponse } from '../http/html-response'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'

const SECRET = /api|auth|token|key|secret|pass|signature|cookie/i

/** Development's page for an error of the application: message, frames with source, request. */
export async function debugPage(thrown: unknown, request: HttpRequest): Promise<HttpResponse> {
  const error = thrown instanceof Error ? thrown : new Error(`${String(thrown)} was thrown.`)
  const { url, method } = request
  const about = { title: error.name, request: { url, method, headers: maskedHeaders(request) } }
  const page = new HtmlResponse(raw(await renderError(error, about)), { status: 500 })
  // in place of the application's own policy: the page brings its styles and scripts along
  page.headers.set('Content-Security-Policy', "default-src 'self' 'unsafe-inline' data:")
  return page
}

// youch and what it needs are ES modules, .mjs among them, which a test runner may be unable to require
async function renderError(error: Error, about: object): Promise<string> {
  try {
    const { Youch } = await import('youch')
    return await new Youch().toHTML(error, about)
  } catch {
    return String(
      html`<!doctype html><title>${error.name}</title>
        <h1>${error.message}</h1>
        <pre>${error.stack}</pre>`
    )
  }
}

export interface TriedRoute {
  readonly name: string
  readonly methods: readonly string[]
  readonly path: string
}

/** Development's page for a 404: which routes were tried. */
export function triedRoutesPage(request: HttpRequest, routes: readonly TriedRoute[]): HttpResponse {
  return new HtmlResponse(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Not found: ${request.url}</title>
          <style>
            body {
              font:
                15px/1.5 system-ui,
                sans-serif;
              margin: 2rem auto;
              max-width: 60rem;
              padding: 0 1rem;
            }
            td {
              padding: 0.15rem 1.5rem 0.15rem 0;
              font-family: ui-monospace, monospace;
            }
          </style>
        </head>
        <body>
          <h1>Nothing answers ${request.method} ${request.url}</h1>
          <p>These routes were tried, in this order:</p>
          <table>
            ${routes.map(routeRow)}
          </table>
          <p>You see this page because the application runs in development.</p>
        </body>
      </html>`,
    { status: 404 }
  )
}

function routeRow({ name, methods, path }: TriedRoute): SafeHtml {
  return html`<tr>
    <td>${methods.join(' ')}</td>
    <td>${path}</td>
    <td>${name}</td>
  </tr>`
}

function maskedHeaders({ headers }: HttpRequest): Record<string, string> {
  const masked = Object.entries(headers).map(([name, value]) => [
    name,
    SECRET.test(name) ? '********' : String(value)
  ])
  return Object.fromEntries(masked) as Record<string, string>
}
