import {
  Column,
  Entity,
  Model,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  VersionColumn
} from '../../../src/models'
import type { Engine } from '../engine'

export enum Level {
  Low = 'low',
  High = 'high'
}

export interface Point {
  readonly x: number
  readonly y: number
}

const asText = {
  to: (point: Point) => `${point.x};${point.y}`,
  from: (text: string): Point => {
    const [x, y] = text.split(';').map(Number)
    return { x: x!, y: y! }
  }
}

/** Entities with every type of column that an engine has. */
export function columnEntities(engine: Engine['kind']) {
  const isSqlite = engine === 'sqlite'

  @Entity()
  class Kinds extends Model {
    @PrimaryGeneratedColumn('uuid') id!: string
    @Column({ type: isSqlite ? 'simple-enum' : 'enum', enum: Level }) level!: Level
    @Column('simple-array') tags!: string[]
    @Column('simple-json') words!: string[]
    @Column({ type: isSqlite ? 'simple-json' : 'json', nullable: true }) json!: object | null
    @Column('decimal', { precision: 12, scale: 2 }) decimal!: string
    @Column('bigint') big!: bigint
    @Column('bigint') digits!: string
    @Column('date') day!: string
    @Column('time') time!: string
    @Column() moment!: Date
    @Column() bytes!: Buffer
    @Column({ type: 'varchar', transformer: asText }) point!: Point
    @Column(engine === 'postgres' ? 'double precision' : 'double') ratio!: number
    @Column() flag!: boolean
    @VersionColumn() version!: number
    numbers?: number[]
  }
  if (engine === 'postgres') Column('int', { array: true })(Kinds.prototype, 'numbers')

  @Entity()
  class Pair extends Model {
    @PrimaryColumn() left!: number
    @PrimaryColumn() right!: string
    @Column() name!: string
  }

  return { Kinds, Pair, entities: [Kinds, Pair] }
}
