import { requestFinished, requestStarted, type HttpRequest } from 'nuages'

interface Log {
  warn(facts: object, message: string): void
}

// open as long as somebody listens
const ENDLESS = ['commentEvents.stream']

/** Log requests that took longer than so many milliseconds; the answer stops it. */
export function logSlowRequests(log: Log, milliseconds: number): () => Promise<void> {
  const started = new WeakMap<HttpRequest, number>()
  const disconnect = [
    requestStarted.connect(({ request }) => void started.set(request, performance.now())),
    requestFinished.connect(({ request, status }) => {
      const took = Math.round(performance.now() - (started.get(request) ?? Number.NaN))
      if (!(took > milliseconds) || ENDLESS.includes(request.route?.name ?? '')) return
      log.warn({ url: request.url, status, took }, `${request.url} took ${took} ms`)
    })
  ]
  return async () => disconnect.forEach((stop) => stop())
}
