import type { NewComment } from './comments'

type Field = keyof NewComment

/** A form as it was filled in, and what is wrong with it. */
export interface CommentForm {
  readonly values: NewComment
  readonly errors: Readonly<Partial<Record<Field, string>>>
  /** What was sent, where nothing is wrong with it. */
  readonly comment?: NewComment
}

/** How many characters a field may have. */
export const LONGEST: Readonly<Record<Field, number>> = { name: 80, body: 4_000 }

const MISSING: Readonly<Record<Field, string>> = {
  name: 'Tell us what to call you.',
  body: 'Write something first.'
}

export const emptyCommentForm: CommentForm = { values: { name: '', body: '' }, errors: {} }

/** Check what came with a form. */
export function readCommentForm(form: URLSearchParams): CommentForm {
  const values = { name: textOf(form, 'name'), body: textOf(form, 'body') }
  const errors: Partial<Record<Field, string>> = {}
  for (const field of ['name', 'body'] as const) {
    const error = errorOf(field, values[field])
    if (error !== undefined) errors[field] = error
  }
  return Object.keys(errors).length > 0 ? { values, errors } : { values, errors, comment: values }
}

function textOf(form: URLSearchParams, field: Field): string {
  return (form.get(field) ?? '').replaceAll('\r\n', '\n').trim()
}

function errorOf(field: Field, text: string): string | undefined {
  if (text === '') return MISSING[field]
  const longest = LONGEST[field]
  return text.length > longest
    ? `That is ${text.length} characters; ${longest} are the most.`
    : undefined
}
