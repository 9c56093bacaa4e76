import { parseCreateTable } from '../../introspection/create-table'

const ACTION = String.raw`\s+ON\s+(?:DELETE|UPDATE)\s+(?:SET\s+(?:NULL|DEFAULT)|CASCADE|RESTRICT|NO\s+ACTION)`
const MOMENT = String.raw`\s+(?:NOT\s+)?DEFERRABLE(?:\s+INITIALLY\s+(?:DEFERRED|IMMEDIATE))?`
const NAME = String.raw`(?:"[^"]*"|\[[^\]]*\]|${'`'}[^${'`'}]*${'`'}|\w+)`
const REFERENCES = new RegExp(
  String.raw`\bREFERENCES\s+${NAME}\s*(?:\([^)]*\))?(?:${ACTION}|\s+MATCH\s+\w+|${MOMENT})*`,
  'i'
)
const UNIQUE = /\bUNIQUE\b(?:\s+ON\s+CONFLICT\s+\w+)?/i

/**
 * What a column of a `CREATE TABLE` says besides its definition: TypeORM writes constraints behind the columns, people
 * write them beside.
 */
export function columnConstraints(creation: string, column: string, text: string): string {
  const checks = parseCreateTable(creation).columns.get(column)?.checks ?? []
  const bare = checks.reduce((rest, check) => rest.replace(check, ''), text)
  return [
    UNIQUE.exec(bare)?.[0],
    // the values of an enum belong to the definition
    ...checks.filter((check) => !isEnum(check, column)).map((check) => `CHECK (${check})`),
    REFERENCES.exec(bare)?.[0]
  ]
    .filter((clause) => clause !== undefined)
    .map((clause) => ` ${clause}`)
    .join('')
}

function isEnum(check: string, column: string): boolean {
  const [, name] = /^\s*"?([^"\s(]+)"?\s+IN\s*\(/i.exec(check) ?? []
  return name?.toLowerCase() === column.toLowerCase()
}
