import type {
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition
} from '../../../src/models/migrations/schema'
import type { EngineName, SchemaState } from '../../../src/models/migrations/schema-state'

/** Numbers that look random and come again with the same seed (mulberry32). */
export class Random {
  constructor(private seed: number) {}

  next(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0
    let value = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!
  }

  some<T>(values: readonly T[], probability = 0.5): T[] {
    return values.filter(() => this.chance(probability))
  }
}

const TABLES = ['article', 'author', 'tag', 'comment']
const COLUMNS = ['title', 'body', 'views', 'price', 'status']
const TYPES: readonly ColumnDefinition[] = [
  { type: 'varchar', length: '50' },
  { type: 'varchar', length: '200' },
  { type: 'text', nullable: true },
  { type: 'integer', default: '0' },
  { type: 'integer' },
  { type: 'enum', enum: ['a', 'b'] },
  { type: 'enum', enum: ['a', 'c'], nullable: true }
]

/** A schema as no one would write it. */
export function randomSchema(random: Random, engine: EngineName): SchemaState {
  const names = random.some(TABLES, 0.7)
  const tables = names.map((name) => [name, randomTable(random, engine, name, names)])
  const views = random
    .some(['popular', 'recent'], 0.3)
    .filter(() => names.length > 0)
    .map((name) => [name, { expression: `SELECT "id" FROM "${random.pick(names)}"` }])
  return {
    tables: Object.fromEntries(tables) as SchemaState['tables'],
    views: Object.fromEntries(views) as SchemaState['views']
  }
}

function randomTable(
  random: Random,
  engine: EngineName,
  table: string,
  others: readonly string[]
): TableDefinition {
  const columns: Record<string, ColumnDefinition> = {
    id: { type: 'integer', primary: true, generated: 'increment' }
  }
  for (const name of random.some(COLUMNS)) {
    const column = random.pick(TYPES)
    const hasName = column.type === 'enum' && engine === 'postgres'
    columns[name] = hasName ? { ...column, enumName: `${table}_${name}_enum` } : column
  }
  const names = Object.keys(columns)
  if (random.chance(0.3)) {
    const expression = `length("${random.pick(names)}")`
    columns['size'] = { type: 'integer', generatedAs: expression, generatedType: 'STORED' }
  }
  const foreignKeys: Record<string, ForeignKeyDefinition> = {}
  for (const other of random.some(others, 0.3)) {
    const column = `${other}Id`
    columns[column] = { type: 'integer', nullable: true }
    const onDelete = random.pick([undefined, 'CASCADE'])
    foreignKeys[`FK_${table}_${other}`] = {
      columns: [column],
      references: { table: other, columns: ['id'] },
      ...(onDelete === undefined ? {} : { onDelete })
    }
  }
  const all = Object.keys(columns)
  const indices: Record<string, IndexDefinition> = {}
  for (const name of random.some(all, 0.3)) {
    const where = random.pick([undefined, `"${random.pick(all)}" IS NOT NULL`])
    indices[`IDX_${table}_${name}`] = { columns: [name], ...(where === undefined ? {} : { where }) }
  }
  if (random.chance(0.2)) indices['IDX_wanderer'] = { columns: ['id'], unique: true }
  const uniques = random.chance(0.3) ? { [`UQ_${table}`]: { columns: [random.pick(all)] } } : {}
  const checks = random.chance(0.3)
    ? { [`CHK_${table}`]: { expression: `"${random.pick(all)}" <> ''` } }
    : {}
  return Object.fromEntries(
    Object.entries({ columns, indices, uniques, checks, foreignKeys }).filter(
      ([, things]) => Object.keys(things).length > 0
    )
  ) as unknown as TableDefinition
}
