/** True, false, or for want of a value unknown. */
type Truth = boolean | null
type Row = Readonly<Record<string, unknown>>

// of a row that is not there, all fields are missing
const MISSING: Row = { id: null, name: null, year: null, teacher: null, pupils: [] }
const TO_ONE = ['author', 'teacher']
const TO_MANY = ['genres', 'pupils', 'books']

/** Whether `row`, with all that it refers to, meets conditions: SQL's logic of three values in JavaScript. */
export function meets(row: Row, where: object): Truth {
  return all(
    Object.entries(where).map(([name, wanted]: [string, unknown]): Truth => {
      if (name === 'or') return any((wanted as object[]).map((one) => meets(row, one)))
      if (name === 'not') return meets(row, wanted as object) !== true
      if (TO_ONE.includes(name)) return relationHolds((row[name] as Row) ?? MISSING, wanted)
      if (TO_MANY.includes(name)) return setHolds(row[name] as Row[], wanted as Row)
      if (name === 'size') return meets(row[name] as Row, wanted as object)
      return holds(row[name], wanted)
    })
  )
}

function holds(value: unknown, wanted: unknown): Truth {
  if (wanted === null) return value === null
  if (typeof wanted !== 'object') return known(value, (one) => one === wanted)
  return all(
    Object.entries(wanted).map(([name, operand]) => lookup(value, name, operand, wanted as Row))
  )
}

function relationHolds(row: Row, wanted: unknown): Truth {
  if (wanted === null || typeof wanted !== 'object') return holds(row.id, wanted)
  return all(
    Object.entries(wanted).map(([name, operand]: [string, unknown]): Truth => {
      const isAboutKey = ['isNull', 'in', 'notIn'].includes(name)
      if (isAboutKey) return holds(row.id, { [name]: operand })
      if (name === 'not' && typeof operand !== 'object') return holds(row.id, operand) !== true
      return meets(row, { [name]: operand })
    })
  )
}

function setHolds(rows: readonly Row[], wanted: Row): Truth {
  return all(
    Object.entries(wanted).map(([name, where]) => {
      switch (name) {
        case 'some':
          return rows.some((row) => meets(row, where as object) === true)
        case 'none':
          return !rows.some((row) => meets(row, where as object) === true)
        case 'every':
          return rows.every((row) => meets(row, where as object) === true)
        default:
          return (rows.length === 0) === where
      }
    })
  )
}

function lookup(value: unknown, name: string, operand: unknown, { ignoreCase }: Row): Truth {
  const fold = (one: unknown): unknown =>
    ignoreCase === true && typeof one === 'string' ? one.toLowerCase() : one
  const text = (test: (one: string, part: string) => boolean): Truth =>
    known(value, (one) => test(fold(one) as string, fold(operand) as string))
  const date = (part: (date: Date) => unknown): Truth =>
    holds(value === null ? null : part(value as Date), operand)
  switch (name) {
    case 'ignoreCase':
      return true
    case 'isNull':
      return (value === null) === operand
    case 'not':
      return holds(value, operand) !== true
    case 'in':
      return isIn(fold(value), (operand as unknown[]).map(fold))
    case 'notIn':
      return isIn(value, operand as unknown[]) !== true
    case 'between':
      return all([
        lookup(value, 'gte', (operand as unknown[])[0], {}),
        lookup(value, 'lte', (operand as unknown[])[1], {})
      ])
    case 'lt':
      return known(value, (one) => (one as number) < (operand as number))
    case 'lte':
      return known(value, (one) => (one as number) <= (operand as number))
    case 'gt':
      return known(value, (one) => (one as number) > (operand as number))
    case 'gte':
      return known(value, (one) => (one as number) >= (operand as number))
    case 'contains':
      return text((one, part) => one.includes(part))
    case 'startsWith':
      return text((one, part) => one.startsWith(part))
    case 'endsWith':
      return text((one, part) => one.endsWith(part))
    case 'year':
      return date((one) => one.getUTCFullYear())
    case 'month':
      return date((one) => one.getUTCMonth() + 1)
    case 'day':
      return date((one) => one.getUTCDate())
    case 'hour':
      return date((one) => one.getUTCHours())
    case 'date':
      return date((one) => one.toISOString().slice(0, 10))
    default:
      throw new Error(`The model has no lookup "${name}".`)
  }
}

function isIn(value: unknown, list: readonly unknown[]): Truth {
  if (value === null) return list.includes(null) ? true : list.length === 0 ? false : null
  return list.includes(value)
}

function known(value: unknown, test: (value: unknown) => boolean): Truth {
  return value === null ? null : test(value)
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(null) ? null : false
}
