/** Which of the servers that do the same: Fastify alone, the framework, or Fastify with TypeORM's repositories. */
export type Side = 'bare' | 'nuages' | 'typeorm'

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
  /** The server that is compared; the control compares one with itself. */
  readonly side: Side
  /** What it is compared with. */
  readonly against: Side
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
  { name: folder, title, folder, request, hooks: false, side: 'nuages', against: 'bare' },
  {
    name: `${folder}-hooks`,
    title: `${title}, five hooks`,
    folder,
    request,
    hooks: true,
    side: 'nuages',
    against: 'bare'
  }
])

const queries: Readonly<Record<string, LoadRequest & { readonly title: string }>> = {
  row: { title: 'one row', method: 'GET', path: '/posts/7' },
  rows: { title: 'twenty rows', method: 'GET', path: '/lists/20' },
  list: { title: 'a hundred rows', method: 'GET', path: '/lists/100' },
  related: { title: 'twenty rows with a relation', method: 'GET', path: '/related' },
  insert: {
    title: 'an insert',
    method: 'POST',
    path: '/hits',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Nuages', value: 7 })
  }
}

const databaseLoads = Object.entries(queries).flatMap(([name, { title, ...request }]): LoadCase[] =>
  (['bare', 'typeorm'] as const).map((against) => ({
    name: against === 'bare' ? name : `${name}-typeorm`,
    title: against === 'bare' ? title : `${title}, against TypeORM`,
    folder: 'database',
    request,
    hooks: false,
    side: 'nuages',
    against
  }))
)

/** Fastify against itself: what differs here is noise. */
const control: LoadCase = {
  ...loads[0]!,
  name: 'control',
  title: 'control: bare against bare',
  side: 'bare'
}

export const loadCases: readonly LoadCase[] = [control, ...loads, ...databaseLoads]
