import {
  Column,
  CreateDateColumn,
  Entity,
  Model,
  PrimaryGeneratedColumn,
  UpdateDateColumn
} from '../../../src/models'
import { describeEngines } from '../engine'

@Entity('defaults_note')
class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @CreateDateColumn() createdAt!: Date
  @UpdateDateColumn() updatedAt!: Date
}

describeEngines((engine) => {
  beforeEach(() => engine.open({ entities: [Note] }))

  it('finds a row by the dates that the database gave it', async () => {
    const { createdAt, updatedAt } = await Note.create({ text: 'a' })
    expect(await Note.filter({ createdAt, updatedAt }).count()).toBe(1)
    expect(await Note.filter({ createdAt: { gte: createdAt, lte: createdAt } }).count()).toBe(1)
    expect(await Note.filter({ createdAt: { in: [createdAt] } }).count()).toBe(1)
    const year = createdAt.getUTCFullYear()
    expect(await Note.filter({ createdAt: { year, hour: createdAt.getUTCHours() } }).count()).toBe(
      1
    )
    const date = createdAt.toISOString().slice(0, 10)
    expect(await Note.filter({ createdAt: { date } }).count()).toBe(1)
  })
})
