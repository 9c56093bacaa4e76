import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from './dialects/dialect'
import { toStatement, type Statement } from './fragment'
import type { QueryState, ValueNames } from './query-state'
import type { SourceText } from './rows'
import { selectValues } from './source-text'

/** A query for values that is ready to run. */
export interface ValuePlan extends Statement {
  readonly hydrate: (rows: readonly ObjectLiteral[]) => unknown[]
}

/** Write the SELECT of a value set, and what makes objects or tuples of its rows. */
export function compileValues(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): ValuePlan {
  const { text, columns } = selectValues(metadata, dialect, query, true)
  return {
    ...toStatement(text, dialect.placeholder),
    hydrate: compileReader(query.values!.form, columns)
  }
}

/** A function that makes values of rows, written for these columns. */
function compileReader(
  form: ValueNames['form'],
  columns: SourceText['columns']
): ValuePlan['hydrate'] {
  const converters: unknown[] = []
  const values = columns.map(([, { convert }], index) => {
    if (convert === undefined) return `r.c${index}`
    converters.push(convert)
    return `v${converters.length - 1}(r.c${index})`
  })
  const names = converters.map((_converter, index) => `v${index}`)
  const objects = columns.map(([name], index) => `${JSON.stringify(name)}: ${values[index]}`)
  const row = {
    object: `({ ${objects.join(', ')} })`,
    tuple: `[${values.join(', ')}]`,
    single: values[0]!
  }[form]
  // the text is made of names that the program declares, quoted, and of nothing that a request can reach
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...names, `return (rows) => rows.map((r) => ${row})`) as (
    ...values: unknown[]
  ) => ValuePlan['hydrate']
  return make(...converters)
}
