import {
  AfterInsert,
  AfterRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRecover,
  BeforeRemove,
  BeforeSoftRemove,
  BeforeUpdate,
  Column,
  type DataSource,
  DeleteDateColumn,
  Entity,
  type EntitySubscriberInterface,
  Model,
  PrimaryGeneratedColumn,
  VersionColumn
} from '../../../src/models'
import { describeEngines } from '../engine'

const heard: string[] = []

@Entity('heard_post')
class Post extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ unique: true }) title!: string
  @Column({ default: '' }) slug!: string
  @VersionColumn() version!: number
  @DeleteDateColumn() deletedAt!: Date | null

  @BeforeInsert() @BeforeUpdate() async makeSlug(): Promise<void> {
    await Promise.resolve()
    this.slug = this.title.toLowerCase()
  }

  @AfterInsert() inserted(): void {
    heard.push(`inserted ${this.id > 0}`)
    if (this.title === 'Bad') throw new Error('bad title')
  }

  @AfterUpdate() updated(): void {
    heard.push('updated')
  }
  @BeforeRemove() removing(): void {
    heard.push(`removing ${this.title}`)
  }
  @AfterRemove() removed(): void {
    heard.push('removed')
  }
  @BeforeSoftRemove() hiding(): void {
    heard.push(`hiding ${this.title}`)
  }
  @BeforeRecover() showing(): void {
    heard.push(`showing ${this.title}`)
  }
}

/** A subscriber as people write them. */
class PostSubscriber implements EntitySubscriberInterface<Post> {
  listenTo = (): typeof Post => Post
  beforeInsert: EntitySubscriberInterface<Post>['beforeInsert'] = ({ entity, manager }) => {
    heard.push(`before insert ${entity.title} ${manager.queryRunner!.isTransactionActive}`)
  }
  afterUpdate: EntitySubscriberInterface<Post>['afterUpdate'] = ({ entity, databaseEntity }) => {
    heard.push(`after update ${databaseEntity?.title} → ${(entity as Post).title}`)
  }
  afterRemove: EntitySubscriberInterface<Post>['afterRemove'] = ({ entityId }) => {
    heard.push(`after remove ${entityId > 0}`)
  }
}

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities: [Post], lasts: 'suite' })
  })
  beforeEach(async () => {
    dataSource.subscribers.length = 0
    await dataSource.query('DELETE FROM heard_post')
    heard.length = 0
  })
  const titles = async (): Promise<unknown> => Post.all().orderBy('id').valuesList('title').flat()

  describe('listeners', () => {
    it('change a row before it is inserted and updated', async () => {
      const post = await Post.create({ title: 'Nuages' })
      expect(await Post.get({ id: post.id })).toMatchObject({ slug: 'nuages' })
      await Object.assign(post, { title: 'Clouds' }).save()
      expect(await Post.get({ id: post.id })).toMatchObject({ slug: 'clouds', version: 2 })
      expect(heard).toEqual(['inserted true', 'updated'])
    })

    it('undo what was stored where they fail after it', async () => {
      await expect(Post.create({ title: 'Bad' })).rejects.toThrow('bad title')
      await expect(Post.bulkCreate([{ title: 'a' }, { title: 'Bad' }])).rejects.toThrow('bad title')
      expect(await Post.count()).toBe(0)
    })

    it('hear of each row of many', async () => {
      await Post.bulkCreate([{ title: 'A' }, { title: 'B' }])
      expect(await Post.all().orderBy('id').valuesList('slug').flat()).toEqual(['a', 'b'])
      expect(heard).toEqual(['inserted true', 'inserted true'])
      heard.length = 0
      await Post.bulkCreate([{ title: 'B' }, { title: 'C' }], { onConflict: 'ignore' })
      expect(heard).toEqual(['inserted true'])
    })

    it('hear of a row by its own save, and not of an UPDATE of many', async () => {
      const post = Object.assign(new Post(), { title: 'A' })
      await post.save()
      await Post.all().update({ title: 'B' })
      expect(heard).toEqual(['inserted true'])
      expect(await Post.get({ id: post.id })).toMatchObject({ title: 'B', slug: 'a' })
    })

    it('hear of rows that are deleted, one by one', async () => {
      const [a] = await Post.bulkCreate([{ title: 'A' }, { title: 'B' }, { title: 'C' }])
      heard.length = 0
      await a!.delete()
      expect(await Post.filter({ title: { not: 'C' } }).delete()).toBe(1)
      expect(heard).toEqual(['removing A', 'removed', 'removing B', 'removed'])
      expect(await titles()).toEqual(['C'])
    })

    it('hear of rows that are marked as deleted', async () => {
      await Post.create({ title: 'A' })
      heard.length = 0
      expect(await Post.all().softDelete()).toBe(1)
      expect(await titles()).toEqual([])
      expect(await Post.all().restore()).toBe(1)
      expect(heard).toEqual(['hiding A', 'showing A'])
      expect(await Post.get({ title: 'A' })).toMatchObject({ deletedAt: null, version: 3 })
    })
  })

  describe('subscribers', () => {
    beforeEach(() => dataSource.subscribers.push(new PostSubscriber()))

    it('hear of rows that are inserted, in a transaction', async () => {
      await Post.create({ title: 'A' })
      await Post.bulkCreate([{ title: 'B' }, { title: 'C' }])
      expect(heard.filter((text) => text.startsWith('before'))).toEqual([
        ...['before insert A true', 'before insert B true', 'before insert C true']
      ])
    })

    it('hear what a row was before it was saved', async () => {
      const { id } = await Post.create({ title: 'A' })
      const post = await Post.get({ id })
      heard.length = 0
      await Object.assign(post, { title: 'B' }).save()
      expect(heard).toContain('after update A → B')
      expect(await Post.get({ id })).toMatchObject({ title: 'B', slug: 'b', version: 2 })
      expect(post.version).toBe(2)
    })

    it('do not let an update be lost', async () => {
      const { id } = await Post.create({ title: 'A' })
      const [mine, theirs] = [await Post.get({ id }), await Post.get({ id })]
      await Object.assign(theirs, { title: 'B' }).save()
      await expect(Object.assign(mine, { title: 'C' }).save()).rejects.toMatchObject({
        code: 'MODEL_STALE'
      })
      await Post.all().delete()
      await expect(theirs.save()).rejects.toMatchObject({ code: 'MODEL_GONE' })
      expect(await titles()).toEqual([])
    })

    it('hear of one field that is saved', async () => {
      const post = await Post.create({ title: 'A' })
      heard.length = 0
      await Object.assign(post, { title: 'B' }).save({ only: ['title'] })
      expect(heard).toContain('after update undefined → B')
      expect(await Post.get({ id: post.id })).toMatchObject({ title: 'B', slug: 'a', version: 2 })
    })

    it('hear of rows that are removed', async () => {
      const [a] = await Post.bulkCreate([{ title: 'A' }, { title: 'B' }])
      heard.length = 0
      await a!.delete()
      await Post.all().delete()
      expect(heard.filter((text) => text.startsWith('after'))).toEqual([
        ...['after remove true', 'after remove true']
      ])
    })

    it('of other entities change nothing', async () => {
      dataSource.subscribers.length = 0
      dataSource.subscribers.push({ listenTo: () => Map, afterInsert: () => void heard.push('no') })
      await Post.create({ title: 'A' })
      expect(heard).toEqual(['inserted true'])
    })
  })
})
