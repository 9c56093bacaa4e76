import { Column, Entity, Model, PrimaryGeneratedColumn, QuerySet } from '../../../src/models'
import { describeEngines } from '../engine'

class PostQuerySet extends QuerySet<Post> {
  published(): this {
    return this.filter({ draft: false })
  }

  popular(views = 10): this {
    return this.filter({ views: { gte: views } }).orderBy('-views')
  }

  async titles(): Promise<string[]> {
    return (await this).map(({ title }) => title)
  }
}

@Entity('custom_post')
class Post extends Model.withQuerySet(PostQuerySet) {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column() draft!: boolean
  @Column() views!: number
}

class PageQuerySet extends QuerySet<Page> {
  named(name: string): this {
    return this.filter({ name: { equals: name, ignoreCase: true } })
  }
}

@Entity('custom_page')
class Page extends Model {
  static readonly querySet = PageQuerySet
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
}

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: [Post, Page], lasts: 'suite' })
    const views = { a: 5, b: 20, c: 30, d: 40 }
    for (const [title, count] of Object.entries(views)) {
      await Post.create({ title, views: count, draft: title === 'd' })
    }
    await Page.create({ name: 'Home' })
  })

  it('has its methods on the model, on each query set, and after each step', async () => {
    expect(await Post.published().popular().titles()).toEqual(['c', 'b'])
    expect(await Post.popular().titles()).toEqual(['d', 'c', 'b'])
    expect(await Post.popular(30).published().titles()).toEqual(['c'])
    expect(await Post.all().published().limit(1).titles()).toHaveLength(1)
    expect(
      await Post.filter({ views: { lt: 30 } })
        .popular()
        .titles()
    ).toEqual(['b'])
    expect(await Post.exclude({ title: 'c' }).published().popular().titles()).toEqual(['b'])
    expect(await Post.published().popular(30).count()).toBe(1)
    expect(await Post.titles()).toHaveLength(4)
  })

  it('is found where the model names it', async () => {
    expect(await Page.all().named('HOME').exists()).toBe(true)
    expect(
      await Page.filter({ id: { gt: 0 } })
        .named('none')
        .exists()
    ).toBe(false)
    expect(Page.all()).toBeInstanceOf(PageQuerySet)
  })

  it('keeps what a step adds to its rows', async () => {
    const [post] = await Post.published().annotate({}).popular()
    expect(post).toBeInstanceOf(Post)
    expect(post!.title).toBe('c')
  })
})
