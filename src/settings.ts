/** What an application is told about the world around it; every key has a safe default. */
export interface Settings {
  /** Debug pages, local hosts and loud mistakes. Default: `NODE_ENV` is not `production`. */
  readonly development?: boolean
  /** Host names this application answers to; `.example.com` includes sub-domains, `*` is any. Default in development: this machine. */
  readonly allowedHosts?: readonly string[]
  /** What signs cookies; of several the first signs and all verify. */
  readonly secretKey?: string | readonly string[]
  /** Which headers of a proxy are believed, one switch each. Default: none. */
  readonly proxy?: ProxySettings
  readonly limits?: Partial<Limits>
}

/** Which headers of a proxy are believed; each is off until it is named. */
export interface ProxySettings {
  /** Believe `X-Forwarded-Proto`. */
  readonly protocol?: boolean
  /** Believe `X-Forwarded-Host`. */
  readonly host?: boolean
  /** Believe `X-Forwarded-For` of these addresses or networks, or of so many hops. */
  readonly address?: readonly string[] | number
}

/** How much a client may send; above it the answer is a 4xx. */
export interface Limits {
  /** Bytes of a request body. */
  readonly body: number
  /** Fields in a query string, a form or a cookie header. */
  readonly fields: number
  /** Levels of brackets in a JSON body. */
  readonly depth: number
}

/** `Settings` with every default filled in. */
export interface ResolvedSettings {
  readonly development: boolean
  readonly allowedHosts: readonly string[]
  readonly secretKeys: readonly string[]
  readonly proxy: ProxySettings
  readonly limits: Limits
}

const LOCAL_HOSTS = ['localhost', '.localhost', '127.0.0.1', '[::1]']
const LIMITS: Limits = { body: 2_621_440, fields: 1000, depth: 100 }

export function resolveSettings(settings: Settings): ResolvedSettings {
  const development = settings.development ?? process.env.NODE_ENV !== 'production'
  const { secretKey } = settings
  return {
    development,
    allowedHosts: settings.allowedHosts ?? (development ? LOCAL_HOSTS : []),
    secretKeys:
      secretKey === undefined ? [] : typeof secretKey === 'string' ? [secretKey] : secretKey,
    proxy: settings.proxy ?? {},
    limits: { ...LIMITS, ...settings.limits }
  }
}
