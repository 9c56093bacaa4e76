import { QueryFailedError } from 'typeorm'

/** What an engine says of a row that breaks a constraint. */
export interface Complaint {
  readonly kind: 'unique' | 'foreign key' | 'not null' | 'check'
  readonly table?: string
  /** Names of columns. */
  readonly columns?: readonly string[]
  /** The name of the constraint or index. */
  readonly constraint?: string
  /** Of a foreign key: other rows refer to the row that should go, or change its key. */
  readonly isReferenced?: boolean
}

interface DriverError {
  readonly code?: string
  readonly message: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  readonly detail?: string
}

type Read = (error: DriverError, sql: string) => Complaint | undefined

/** What an error of the database complains about; nothing where it is another error. */
export function complaintOf(error: unknown): Complaint | undefined {
  if (!(error instanceof QueryFailedError)) return undefined
  const driverError = error.driverError as DriverError
  // TypeORM's own driver for better-sqlite3 tells the kind in the code
  const code = driverError.code?.replace(/^(SQLITE_CONSTRAINT)_.*/, '$1') ?? ''
  return READERS[code]?.(driverError, error.query)
}

const READERS: Readonly<Record<string, Read>> = {
  SQLITE_CONSTRAINT: ({ message }, sql) => sqliteComplaint(message, sql),

  // PostgreSQL tells all in fields of their own, but for the columns: Key (title, lang)=(a, en) already exists.
  '23505': ({ table, constraint, detail }) => ({
    kind: 'unique',
    table,
    constraint,
    columns: keyOf(detail)
  }),
  '23503': ({ table, constraint, detail = '' }) => ({
    kind: 'foreign key',
    table,
    constraint,
    columns: keyOf(detail),
    isReferenced: / is still referenced /.test(detail)
  }),
  '23502': ({ table, column }) => ({ kind: 'not null', table, columns: column ? [column] : [] }),
  '23514': ({ table, constraint }) => ({ kind: 'check', table, constraint }),

  // MySQL: Duplicate entry 'a' for key 'article.IDX_1'; MariaDB leaves out the table
  ER_DUP_ENTRY: ({ message }, sql) => ({
    kind: 'unique',
    table: writtenTable(sql),
    constraint: /for key '(?:[^']*\.)?([^']+)'$/.exec(message)?.[1]
  }),
  ER_NO_REFERENCED_ROW_2: ({ message }) => mysqlForeignKey(message, false),
  ER_ROW_IS_REFERENCED_2: ({ message }) => mysqlForeignKey(message, true),
  // Column 'title' cannot be null
  ER_BAD_NULL_ERROR: ({ message }, sql) => mysqlNotNull(message, sql),
  // Field 'title' doesn't have a default value
  ER_NO_DEFAULT_FOR_FIELD: ({ message }, sql) => mysqlNotNull(message, sql),
  // MySQL: Check constraint 'CHK_1' is violated.
  ER_CHECK_CONSTRAINT_VIOLATED: ({ message }) => ({
    kind: 'check',
    constraint: /constraint '(.*)' is/.exec(message)?.[1]
  }),
  // error 4025 of MariaDB, which mysql2 calls what MySQL means by it: CONSTRAINT `CHK_1` failed for `db`.`article`
  ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE: ({ message }) => {
    const [, constraint] = /^CONSTRAINT `(.*)` failed for /.exec(message) ?? []
    return constraint === undefined ? undefined : { kind: 'check', constraint }
  }
}

// UNIQUE constraint failed: article.title, article.lang; or, for an expression: index 'IDX_1'
function sqliteComplaint(message: string, sql: string): Complaint | undefined {
  const [, kind, what = ''] =
    /(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (.*))?$/s.exec(message) ?? []
  switch (kind) {
    case 'UNIQUE':
    case 'NOT NULL':
      return { kind: kind === 'UNIQUE' ? 'unique' : 'not null', ...sqliteColumns(what) }
    case 'CHECK':
      return { kind: 'check', constraint: what }
    case 'FOREIGN KEY':
      // it says no more, but what a statement does tells on which side the missing row is
      return {
        kind: 'foreign key',
        table: writtenTable(sql),
        isReferenced: /^\s*DELETE\b/i.test(sql)
      }
    default:
      return undefined
  }
}

function sqliteColumns(what: string): Pick<Complaint, 'table' | 'columns' | 'constraint'> {
  const [, constraint] = /^index '(.*)'$/.exec(what) ?? []
  if (constraint !== undefined) return { constraint }
  const paths = listed(what).map((path) => path.split('.'))
  return { table: paths[0]?.[0], columns: paths.map((path) => path.at(-1)!) }
}

// … fails (`db`.`article`, CONSTRAINT `FK_1` FOREIGN KEY (`authorId`) REFERENCES `author` (`id`))
function mysqlForeignKey(message: string, isReferenced: boolean): Complaint {
  const [, table, constraint] = /`([^`]+)`, CONSTRAINT `([^`]+)` FOREIGN KEY/.exec(message) ?? []
  return { kind: 'foreign key', table, constraint, isReferenced }
}

function mysqlNotNull(message: string, sql: string): Complaint {
  const [, column] = /^(?:Column|Field) '(.*)' /.exec(message) ?? []
  return {
    kind: 'not null',
    table: writtenTable(sql),
    columns: column === undefined ? [] : [column]
  }
}

// the name after that of the database, if that is given: `db`.`article`
function writtenTable(sql: string): string | undefined {
  const start = /^\s*(?:INSERT(?:\s+IGNORE)?\s+INTO|UPDATE)\s+(?:([`"])[^`"]+\1\.)?([`"])([^`"]+)\2/
  return start.exec(sql)?.[3]
}

function keyOf(detail = ''): string[] {
  return listed(/\((.*?)\)=/.exec(detail)?.[1])
}

function listed(text = ''): string[] {
  return text === '' ? [] : text.split(',').map((name) => name.trim().replaceAll('"', ''))
}
