/** The methods an action may answer. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

/** A method as people write it. */
export type MethodName = HttpMethod | Lowercase<HttpMethod>

export const HTTP_METHODS: readonly HttpMethod[] = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS'
]

/** What a view answers that says nothing about methods, as in Django; HEAD and OPTIONS follow from these. */
export const VIEW_METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** `get`, `post`, …: methods of a class that answer its own path without a decorator. */
export const VERB_NAMES = HTTP_METHODS.map(
  (method) => method.toLowerCase() as Lowercase<HttpMethod>
)

/** The methods in upper case, each once. */
export function normaliseMethods(methods: readonly string[]): readonly string[] {
  return [...new Set(methods.map((method) => String(method).toUpperCase()))]
}

export function isHttpMethod(method: string): method is HttpMethod {
  return (HTTP_METHODS as readonly string[]).includes(method)
}
