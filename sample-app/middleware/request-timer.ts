import type { HttpRequest, HttpResponse, Middleware } from 'nuages'

/** Tells the browser how long the application took (`Server-Timing`): see the network panel of its tools. */
export class RequestTimer implements Middleware {
  private readonly started = new WeakMap<HttpRequest, number>()

  processRequest(request: HttpRequest): void {
    this.started.set(request, performance.now())
  }

  processResponse(request: HttpRequest, response: HttpResponse): HttpResponse {
    const milliseconds = performance.now() - this.started.get(request)!
    response.headers.append('Server-Timing', `app;dur=${milliseconds.toFixed(1)}`)
    return response
  }
}
