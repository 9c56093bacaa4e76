/** Which of two servers that do the same: Fastify alone, or the framework. */
export type Side = 'bare' | 'nuages'

/** What a server of `cases/` is told. */
export interface ServerOptions {
  /** Whether five hooks run around every request. */
  readonly hooks: boolean
}

/** What `cases/<folder>/<side>.ts` exports: a server on a free port of the loopback. */
export interface ServerModule {
  start(options: ServerOptions): Promise<{ readonly port: number }>
}

export interface LoadRequest {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A server under load. */
export interface LoadCase extends ServerOptions {
  readonly name: string
  readonly title: string
  readonly folder: string
  readonly request: LoadRequest
  /** The server that is compared with `bare`; the control compares it with itself. */
  readonly side: Side
}

const article = {
  title: 'Nuages',
  body: 'Cloudy.',
  draft: false,
  tags: ['jazz', 'swing'],
  stars: 5
}

const requests: Readonly<Record<string, LoadRequest & { readonly title: string }>> = {
  plaintext: { title: 'plain text', method: 'GET', path: '/' },
  json: { title: 'JSON', method: 'GET', path: '/articles' },
  params: { title: 'parameters', method: 'GET', path: '/articles/7/comments/first-one?page=2' },
  post: {
    title: 'validated POST',
    method: 'POST',
    path: '/articles',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(article)
  }
}

const loads = Object.entries(requests).flatMap(([folder, { title, ...request }]): LoadCase[] => [
  { name: folder, title, folder, request, hooks: false, side: 'nuages' },
  {
    name: `${folder}-hooks`,
    title: `${title}, five hooks`,
    folder,
    request,
    hooks: true,
    side: 'nuages'
  }
])

/** Fastify against itself: what differs here is noise. */
const control: LoadCase = {
  ...loads[0]!,
  name: 'control',
  title: 'control: bare against bare',
  side: 'bare'
}

export const loadCases: readonly LoadCase[] = [control, ...loads]
