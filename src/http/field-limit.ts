import { BadRequest } from './exceptions'

/** Whether a text holds more than `limit` fields, without taking it apart. */
export function hasMoreFields(text: string, separator: '&' | ';', limit: number): boolean {
  // each field takes a separator: a short text needs no count
  if (text.length < limit) return false
  let count = 1
  for (let at = text.indexOf(separator); at !== -1; at = text.indexOf(separator, at + 1)) {
    if (++count > limit) return true
  }
  return false
}

/** The answer to more fields than `limits.fields` allows. */
export function tooManyFields(where: string, limit: number): BadRequest {
  return new BadRequest(`There are more than ${limit} fields in the ${where}.`, {
    code: 'HTTP_TOO_MANY_FIELDS',
    hint: 'Raise `limits.fields` where so many are meant.'
  })
}
