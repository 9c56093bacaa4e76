import type { DataSource } from 'typeorm'
import {
  Column,
  Entity,
  JoinColumn,
  ManyToMany,
  JoinTable,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  query
} from '../../../src/models'
import { describeEngines } from '../engine'

@Entity()
class Wide extends Model {
  @PrimaryColumn('bigint') id!: string
  @OneToMany(() => WideKid, (kid) => kid.wide) kids!: WideKid[]
}

@Entity()
class WideKid extends Model {
  @PrimaryGeneratedColumn() id!: number
  @ManyToOne(() => Wide, (wide) => wide.kids) wide!: Wide
}

@Entity()
class Coded extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ unique: true }) code!: string
  @Column() note!: string
  @OneToMany(() => CodedKid, (kid) => kid.coded) kids!: CodedKid[]
}

@Entity()
class CodedKid extends Model {
  @PrimaryGeneratedColumn() id!: number
  @ManyToOne(() => Coded, (coded) => coded.kids)
  @JoinColumn({ referencedColumnName: 'code' })
  coded!: Coded
}

@Entity()
class Cell extends Model {
  @PrimaryColumn() row!: number
  @PrimaryColumn() column!: number
  @OneToMany(() => Mark, (mark) => mark.cell) marks!: Mark[]
}

@Entity()
class Mark extends Model {
  @PrimaryGeneratedColumn() id!: number
  @ManyToOne(() => Cell, (cell) => cell.marks) cell!: Cell
}

@Entity()
class Label extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
}

/** Two entities of one name, with a relation of one name each. */
function thing(table: string) {
  @Entity(table)
  class Thing extends Model {
    @PrimaryGeneratedColumn() id!: number
    @ManyToMany(() => Label) @JoinTable({ name: `${table}_labels` }) labels!: Label[]
  }
  return Thing
}
const One = thing('thing_one')
const Other = thing('thing_other')

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    const entities = [Wide, WideKid, Coded, CodedKid, Cell, Mark, Label, One, Other]
    dataSource = await engine.open({ entities })
  })

  it('finds related rows of a key beyond 2^53', async () => {
    const wide = await Wide.create({ id: '9007199254740993' })
    await WideKid.create({ wide })
    expect((await Wide.all().with('kids').get()).kids).toHaveLength(1)
  })

  it('finds related rows by a column that was not asked for', async () => {
    const coded = await Coded.create({ code: 'a', note: 'x' })
    await CodedKid.create({ coded })
    expect((await Coded.all().only('note').with('kids').get()).kids).toHaveLength(1)
  })

  it('finds related rows of many keys of two parts', async () => {
    const cells = Array.from({ length: 1_200 }, (_, row) => ({ row, column: row % 7 }))
    await dataSource.manager.insert(Cell, cells)
    await Mark.create({ cell: { row: 1_199, column: 2 } as Cell })
    const found = await query(Cell).with('marks')
    expect(found.filter(({ marks }) => marks.length > 0)).toMatchObject([{ row: 1_199 }])
  })

  it('tells relations of two entities with one name apart', async () => {
    const label = await Label.create({ name: 'x' })
    await One.create({ labels: [label] })
    await Other.create({})
    expect((await One.all().with('labels').get()).labels).toHaveLength(1)
    expect((await Other.all().with('labels').get()).labels).toHaveLength(0)
  })

  it('says how to load a relation that only() names', async () => {
    await expect(WideKid.all().only('wide' as 'id')).rejects.toThrow("Load it with .with('wide')")
  })
})
