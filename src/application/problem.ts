import { STATUS_CODES } from 'node:http'
import type { HttpError } from '../http/exceptions'
import { html } from '../http/html'
import { HtmlResponse } from '../http/html-response'
import { encodeJson } from '../http/json-encoder'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'

/** What a client may know of an error that is ours: never its message outside development. */
export interface Exposure {
  readonly message: string
  readonly stack: readonly string[]
}

/** RFC 9457: the error as `application/problem+json`. */
export function problemResponse(
  error: HttpError,
  request: HttpRequest,
  exposed?: Exposure
): HttpResponse {
  const body = {
    type: 'about:blank',
    title: titleOf(error),
    status: error.status,
    detail: error.detail ?? exposed?.message,
    code: error.code,
    requestId: request.id,
    errors: error.errors,
    stack: exposed?.stack
  }
  return new HttpResponse(encodeJson(body), {
    status: error.status,
    contentType: 'application/problem+json; charset=utf-8'
  })
}

/** The error as a small page for a browser. */
export function problemPage(error: HttpError): HttpResponse {
  const title = titleOf(error)
  const issues = error.errors ?? []
  return new HtmlResponse(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>${title}</title>
        </head>
        <body>
          <h1>${title}</h1>
          ${error.detail && html`<p>${error.detail}</p>`}
          ${
            issues.length > 0 &&
            html`<ul>
              ${issues.map(({ path, message }) => html`<li><b>${path}</b> ${message}</li>`)}
            </ul>`
          }
        </body>
      </html>`,
    { status: error.status }
  )
}

/** Whether the client asked for a page: only an `Accept` that names HTML, as browsers send it, does. */
export function wantsPage(request: HttpRequest): boolean {
  const { accept } = request.headers
  if (accept === undefined || !/\btext\/html\b|\bapplication\/xhtml\+xml\b/i.test(accept))
    return false
  return request.preferredType(['text/html', 'application/json']) === 'text/html'
}

function titleOf({ status, title }: HttpError): string {
  return title ?? STATUS_CODES[status] ?? 'Error'
}
