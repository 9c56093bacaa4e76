import type { DataSource } from 'typeorm'
import { Column, Entity, Model, PrimaryGeneratedColumn } from '../../../src/models'
import type { Engine, EngineSettings } from '../engine'

@Entity()
export class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @Column('int', { default: 0 }) count!: number
}

export const boom = new Error('boom')

export const write = (text: string): Promise<Note> => Note.create({ text })

/** What is written, in order, as the caller sees it. */
export async function texts(): Promise<string[]> {
  return (await Note.all().orderBy('id')).map(({ text }) => text)
}

/** An empty database that knows notes alone. */
export function openNotes(engine: Engine, settings?: EngineSettings): Promise<DataSource> {
  return engine.open({ entities: [Note], ...settings })
}
