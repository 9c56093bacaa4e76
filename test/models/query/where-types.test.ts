import { join } from 'node:path'
import { diagnose, messageOf, repositoryOptions } from '../../types/compiler'

it('compiles conditions with exact optional properties too', () => {
  const files = ['where.types.ts', 'where-kinds.types.ts'].map((name) => join(__dirname, name))
  const options = { ...repositoryOptions(), exactOptionalPropertyTypes: true }
  expect(diagnose({ files, options }).map(messageOf)).toEqual([])
}, 60_000)

it('says what is wrong with conditions', () => {
  const lines = [
    "import { Book } from './library'",
    "void Book.filter({ titel: 'a' })",
    "void Book.filter({ author: { nmae: 'a' } })",
    'void Book.filter({ title: 1 })',
    "void Book.filter({ title: { startWith: 'a' } })",
    "void Book.all().orderBy('titel')"
  ]
  expect(mistakesInText(lines.join('\n'))).toMatchInlineSnapshot(`
   [
     "Object literal may only specify known properties, but 'titel' does not exist in type 'Where<Book>'. Did you mean to write 'title'?",
     "Object literal may only specify known properties, and 'nmae' does not exist in type 'Person | Where<Person> | KeyLookups<Person, null>'.",
     "Type 'number' is not assignable to type 'string | Expression<string, never> | Lookups<string, never> | undefined'.",
     "Object literal may only specify known properties, and 'startWith' does not exist in type 'Expression<string, never> | Lookups<string, never>'.",
     "Argument of type '"titel"' is not assignable to parameter of type 'OrderTerm<Book & object>'.",
   ]
  `)
}, 60_000)

function mistakesInText(text: string): string[] {
  const file = join(__dirname, 'asked.ts')
  const texts = new Map([[file, text]])
  return diagnose({ files: [file], options: repositoryOptions(), texts }).map(messageOf)
}
