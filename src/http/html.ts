import { NuagesError } from '../errors'

/** HTML that is safe to send: made by `html`, or vouched for with `raw`. */
export class SafeHtml {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }

  toJSON(): string {
    return this.text
  }
}

/**
 * A template of HTML in which every value is escaped, but those that are `SafeHtml` themselves. Lists are joined; null,
 * undefined, true and false are nothing. Put attribute values into quotes: escaping cannot protect them elsewhere.
 *
 *     html`<ul>${names.map((name) => html`<li title="${name}">${name}</li>`)}</ul>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): SafeHtml {
  let text = strings[0]!
  for (let index = 0; index < values.length; index++) {
    text += htmlOf(values[index]) + strings[index + 1]!
  }
  return new SafeHtml(text)
}

/** Vouch for `text`: it goes into a page as it is. Never for what a client sent. */
export function raw(text: string): SafeHtml {
  return new SafeHtml(text)
}

/** `text` for an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  // a replacer function costs two to five times as much as looking first and a loop
  const first = text.search(/[&<>"']/)
  if (first === -1) return text
  let escaped = ''
  let done = 0
  for (let index = first; index < text.length; index++) {
    const entity = ENTITIES[text.charCodeAt(index)]
    if (entity === undefined) continue
    escaped += text.slice(done, index) + entity
    done = index + 1
  }
  return escaped + text.slice(done)
}

/** By character code: " & ' < >. */
const ENTITIES: readonly (string | undefined)[] = Array.from(
  { length: 64 },
  (_, code) => ({ 34: '&quot;', 38: '&amp;', 39: '&#39;', 60: '&lt;', 62: '&gt;' })[code]
)

function htmlOf(value: unknown): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value instanceof SafeHtml) return value.text
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object') throw notText(value, 'Put a string or a number there.')
  if (isThenable(value)) throw notText(value, 'It is not there yet: await it first.')
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>, htmlOf).join('')
  const text = 'toString' in value ? String(value as { toString(): string }) : '[object '
  if (text.startsWith('[object ')) throw notText(value, 'Put one of its fields there.')
  return escapeHtml(text)
}

function isThenable(value: object): boolean {
  return 'then' in value && typeof value.then === 'function'
}

function notText(value: unknown, hint: string): NuagesError {
  const kind = nameOf(value)
  return new NuagesError('HTTP_BAD_HTML_VALUE', `A ${kind} stands in an html template.`, hint)
}

function nameOf(value: unknown): string {
  const { constructor } = value as { readonly constructor?: { readonly name?: string } }
  return constructor?.name || Object.prototype.toString.call(value).slice('[object '.length, -1)
}
