import {
  Column,
  DeleteDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  Model,
  PrimaryColumn
} from '../../../src/models'
import { describeEngines } from '../engine'

@Entity('hidden_topic')
class Topic extends Model {
  @PrimaryColumn('int') id!: number
  @PrimaryColumn() language!: string
  @Column({ default: '' }) title!: string
  @DeleteDateColumn() deletedAt!: Date | null

  @ManyToOne(() => Topic, { nullable: true })
  @JoinColumn([
    { name: 'parent_id', referencedColumnName: 'id' },
    { name: 'parent_language', referencedColumnName: 'language' }
  ])
  parent!: Topic | null
}

@Entity('hidden_reply')
class Reply extends Model {
  @PrimaryColumn('int') id!: number
  @Column({ default: '' }) text!: string
  @ManyToOne(() => Topic, { nullable: true }) topic!: Topic | null
}

describeEngines((engine) => {
  let topic: Topic
  beforeEach(async () => {
    await engine.open({ entities: [Topic, Reply] })
    topic = await Topic.create({ id: 1, language: 'fr' })
    await Reply.create({ id: 1, topic })
    await Topic.create({ id: 2, language: 'fr', parent: topic })
  })
  const reply = (): Promise<Reply> => Reply.all().with('topic').get({ id: 1 })
  const child = (): Promise<Topic> => Topic.all().with('parent').get({ id: 2 })

  it('keeps what a row refers to, though it is marked as deleted and not loaded', async () => {
    await topic.softDelete()
    await Object.assign(await reply(), { text: 'changed' }).save()
    await Object.assign(await child(), { title: 'changed' }).save()
    expect([await reply(), await child()]).toMatchObject([{ topic: null }, { parent: null }])
    await topic.restore()
    expect(await reply()).toMatchObject({ text: 'changed', topic: { id: 1 } })
    expect(await child()).toMatchObject({ title: 'changed', parent: { id: 1, language: 'fr' } })
  })

  it('takes away what a row refers to', async () => {
    await Object.assign(await reply(), { topic: null }).save()
    await Object.assign(await child(), { parent: null }).save()
    expect([await reply(), await child()]).toMatchObject([{ topic: null }, { parent: null }])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['that is saved alone', async () => save(await reply(), ['topic'])],
    ['that was not loaded', async () => save(await Reply.get({ id: 1 }))],
    ['in an update', () => Reply.all().update({ topic: null })]
  ])('takes away a topic that is marked as deleted, %s', async (_case, write) => {
    await topic.softDelete()
    await write()
    await topic.restore()
    expect(await reply()).toMatchObject({ topic: null })
  })
})

function save(reply: Reply, only?: readonly 'topic'[]): Promise<Reply> {
  return Object.assign(reply, { topic: null }).save({ only })
}
