import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  type EntitySchemaRelationOptions
} from 'typeorm'
import type { EngineName } from '../../../src/models/migrations/schema-state'
import type { Random } from './random-schema'

type Row = Record<string, unknown>
type Columns = Record<string, EntitySchemaColumnOptions>

const NAMES = ['Article', 'Author', 'Tag', 'Comment', 'Place']
const FIELDS = ['title', 'body', 'views', 'price', 'status', 'born', 'flag', 'data']

/** Other words for some names of entities and fields. */
export type Rename = (name: string) => string

/** Entities as no one would write them, that an engine takes all the same. */
export function randomEntities(
  random: Random,
  engine: EngineName,
  rename: Rename = (name) => name
): EntitySchema<Row>[] {
  const names = random.some(NAMES, 0.6).map(rename)
  const world = { random, engine, names, fields: FIELDS.map(rename) }
  const entities = names.map((name) => randomEntity(world, name))
  const [seen] = random.some(names)
  if (seen === undefined || random.chance(0.6)) return entities
  return [...entities, viewOf(seen, engine)]
}

interface World {
  readonly random: Random
  readonly engine: EngineName
  readonly names: readonly string[]
  readonly fields: readonly string[]
}

function randomEntity(world: World, name: string): EntitySchema<Row> {
  const { random, engine } = world
  const fields = random.some(world.fields)
  const columns: Columns = keysOf(random, engine)
  for (const field of fields) columns[field] = randomColumn(random, engine)
  const numbers = fields.filter((field) => columns[field]!.type === 'int')
  const [number] = numbers
  const quote = (field: string): string => (engine === 'mysql' ? `\`${field}\`` : `"${field}"`)
  if (number !== undefined && random.chance(0.4)) {
    const type = random.pick(['int', 'bigint'] as const)
    const asExpression = `${quote(number)} * ${random.pick([2, 3])}`
    columns['twice'] = { type, asExpression, generatedType: 'STORED', nullable: true }
  }
  const indexable = fields.filter((field) => !isLong(columns[field]!))
  const conditionOn = (field: string): string => {
    if (numbers.includes(field)) return `${quote(field)} >= 0`
    const isText = columns[field]!.type === 'varchar' && columns[field]!.array !== true
    return `${quote(field)} ${isText ? "IN ('a', 'b')" : 'IS NOT NULL'}`
  }
  const isPartial = engine !== 'mysql'
  const indexed = random.some(indexable, 0.3)
  // one of each for a column: MySQL calls both the same
  const unique = random.some(
    indexable.filter((field) => !indexed.includes(field)),
    0.3
  )
  return new EntitySchema<Row>({
    name,
    columns,
    relations: randomRelations(world, name),
    indices: indexed.map((field) => ({
      columns: random.chance(0.5) ? [field] : [field, 'id'],
      unique: random.chance(0.2),
      ...(isPartial && random.chance(0.4) ? { where: conditionOn(field) } : {})
    })),
    uniques: unique.map((field) => ({
      columns: ['id', field],
      ...(engine === 'postgres' && random.chance(0.4) ? { deferrable: 'INITIALLY DEFERRED' } : {})
    })),
    checks: random
      .some([...numbers, ...fields.filter((field) => columns[field]!.type === 'varchar')], 0.4)
      .map((field) => ({ expression: `${conditionOn(field)} OR ${quote(field)} IS NULL` }))
  })
}

function keysOf(random: Random, engine: EngineName): Columns {
  const id = random.pick<EntitySchemaColumnOptions>([
    { type: 'int', primary: true, generated: 'increment' },
    { type: 'int', primary: true, generated: 'increment' },
    { type: 'int', primary: true },
    { type: 'uuid', primary: true, generated: 'uuid' },
    { type: 'varchar', length: 20, primary: true },
    ...(engine === 'postgres'
      ? [{ type: 'int', primary: true, generated: 'identity' as 'rowid' } as const]
      : [])
  ])
  if (['increment', 'identity'].includes(String(id.generated)) || random.chance(0.7)) return { id }
  return { id, kind: { type: 'int', primary: true } }
}

function isLong({ type }: EntitySchemaColumnOptions): boolean {
  return ['text', 'simple-json', 'json', 'jsonb'].includes(type as string)
}

function randomColumn(random: Random, engine: EngineName): EntitySchemaColumnOptions {
  const nullable = random.chance(0.4)
  const comment = engine !== 'sqlite' && random.chance(0.2) ? { comment: `it's "so"` } : {}
  const options: readonly EntitySchemaColumnOptions[] = [
    { type: 'varchar', length: random.pick([50, 200]) },
    { type: 'varchar', length: 50, default: random.pick(['fr', 'en']) },
    { type: 'text' },
    { type: 'int' },
    { type: 'int', default: 0 },
    { type: 'bigint' },
    { type: 'decimal', precision: random.pick([8, 12]), scale: random.pick([2, 4]) },
    { type: Boolean, default: false },
    { type: Date, ...(random.chance(0.5) ? { default: () => 'CURRENT_TIMESTAMP' } : {}) },
    { type: 'simple-enum', enum: random.pick([['a', 'b'], ['a', 'b', 'c'], ['x']]) },
    { type: 'simple-json' },
    ...(engine === 'postgres'
      ? [
          { type: 'text', array: true, default: '{}' } as const,
          { type: 'jsonb' } as const,
          { type: 'uuid' } as const,
          { type: 'interval' } as const,
          { type: 'varchar', length: 9, array: true, nullable: true } as const,
          { type: 'enum', enum: ['a', 'b'], enumName: 'letter' } as const,
          { type: 'timestamp with time zone' } as const
        ]
      : []),
    ...(engine === 'mysql'
      ? [
          { type: 'int', unsigned: true } as const,
          { type: 'json' } as const,
          { type: 'set', enum: ['a', 'b c'] } as const,
          { type: 'varchar', length: 20, collation: 'utf8mb4_bin' } as const,
          { type: 'datetime', precision: 6, onUpdate: 'CURRENT_TIMESTAMP(6)' } as const
        ]
      : []),
    ...(engine === 'sqlite' ? [{ type: 'varchar', collation: 'NOCASE' } as const] : [])
  ]
  return { ...random.pick(options), nullable, ...comment }
}

function randomRelations(
  { random, engine, names: others }: World,
  name: string
): Record<string, EntitySchemaRelationOptions> {
  const toOne = random.some(others, 0.3).map((other) => [
    `its${other}`,
    {
      type: random.pick(['many-to-one', 'one-to-one']),
      target: other,
      joinColumn: true,
      // entities that all need each other first could never be stored
      nullable: others.indexOf(other) >= others.indexOf(name) || random.chance(0.5),
      ...(random.chance(0.5) ? { onDelete: 'CASCADE' } : {}),
      ...(engine === 'postgres' && random.chance(0.3) ? { deferrable: 'INITIALLY DEFERRED' } : {})
    }
  ])
  const toMany = random
    .some(others, 0.2)
    .map((other) => [`many${other}`, { type: 'many-to-many', target: other, joinTable: true }])
  return Object.fromEntries([...toOne, ...toMany]) as Record<string, EntitySchemaRelationOptions>
}

function viewOf(name: string, engine: EngineName): EntitySchema<Row> {
  const table = name.toLowerCase()
  const quote = engine === 'mysql' ? '`' : '"'
  return new EntitySchema<Row>({
    name: 'Seen',
    type: 'view',
    expression: `SELECT t.${quote}id${quote} FROM ${quote}${table}${quote} t WHERE t.id IS NOT NULL`,
    columns: { id: { type: Number } }
  })
}
