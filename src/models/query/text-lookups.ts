import { BadParameter, UnusableField } from '../errors'
import type { TextMatch } from './dialects/dialect'
import type { Binding, Fragment } from './fragment'
import type { LookupKind } from './lookup-kind'
import type { Subject } from './subject'

const MATCHES: readonly string[] = ['contains', 'startsWith', 'endsWith', 'like', 'regex']
const NO_TEXTS: readonly LookupKind[] = ['json', 'bytes', 'list', 'boolean', 'moment']

export function isTextMatch(name: string): name is TextMatch {
  return MATCHES.includes(name)
}

/** The condition that a part of a text is what `read` finds. */
export function matches(subject: Subject, match: TextMatch, read: Binding): Fragment {
  const { entity, path, dialect, ignoreCase = false } = subject
  const value: Binding = (query) => {
    const searched = read(query)
    if (typeof searched === 'string') return searched
    throw new BadParameter(entity, `${path}.${match}`, 'no text', 'a text')
  }
  const found = dialect.matches(textOf(subject, match), match, value, ignoreCase)
  if (found !== undefined) return found
  throw new UnusableField(
    entity,
    path,
    `was looked up by "${match}", which ${dialect.name} cannot do`,
    'Use contains, startsWith, endsWith or like.'
  )
}

/** The condition that a text is what `read` finds, whatever the collation of the column says of letters of both cases. */
export function isThisText(subject: Subject, read: Binding, ignoreCase: boolean): Fragment {
  const { kind, toParameter } = subject
  const values = {
    list: (query: Parameters<Binding>[0]) => [toParameter(read(query))],
    size: 1,
    kind
  }
  return subject.dialect.isText(textOf(subject, 'ignoreCase'), values, ignoreCase)
}

/** The subject as a text; an error where it cannot be one. */
export function textOf(
  { entity, path, kind, dialect, expression }: Subject,
  lookup: string
): Fragment {
  if (!NO_TEXTS.includes(kind)) return kind === 'text' ? expression : dialect.asText(expression)
  const why = `was looked up by "${lookup}", which is for texts`
  throw new UnusableField(entity, path, why, 'Compare it with equals, in, lt, gt or isNull.')
}
