import {
  html,
  HtmlResponse,
  JsonResponse,
  url,
  type ErrorHandler,
  type HttpRequest,
  type HttpResponse,
  type HttpError
} from 'nuages'
import { layout } from './layout'

const TEXTS: Readonly<Record<number, readonly [heading: string, text: string]>> = {
  400: ['We did not understand that', 'Something about the address or the form is not right.'],
  404: ['Lost in the clouds', 'There is nothing here: it was moved, removed, or never was.']
}

/** Pages of the Gazette's own for people; programs get `application/problem+json`, as everywhere else. */
export const errorHandlers: Readonly<Record<number, ErrorHandler>> = {
  400: answer,
  404: answer
}

function answer(request: HttpRequest, error: HttpError): HttpResponse {
  const response = isForPeople(request) ? errorPage(error) : problem(request, error)
  response.headers.vary('Accept')
  return response
}

function isForPeople(request: HttpRequest): boolean {
  const isApi = request.path.startsWith('/api/')
  return !isApi && request.preferredType(['application/json', 'text/html']) === 'text/html'
}

function errorPage({ status, detail }: HttpError): HttpResponse {
  const [heading, text] = TEXTS[status]!
  const content = html`<section class="lost">
    <p class="status" aria-hidden="true">${status}</p>
    <h1>${heading}</h1>
    <p>${detail ?? text}</p>
    <p><a class="button" href="${url('article.list')}">Read today’s articles</a></p>
  </section>`
  return new HtmlResponse(layout({ title: heading }, content), { status })
}

function problem({ id: instance }: HttpRequest, error: HttpError): HttpResponse {
  const { title, status, detail, code, errors } = error
  return new JsonResponse(
    { type: 'about:blank', title, status, detail, instance, code, errors },
    { status, contentType: 'application/problem+json; charset=utf-8' }
  )
}
