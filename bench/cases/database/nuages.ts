import { Body, Controller, createApp, Get, Param, Post as PostTo, Route } from 'nuages'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { Author, Hit, Post } from './entities'
import { hitSchema, newDatabase, type NewHit } from './tables'

@Route()
class PostController extends Controller {
  @Get('/posts/<int:id>')
  show(@Param('id') id: number) {
    return Post.get({ id })
  }

  @Get('/lists/<int:count>')
  list(@Param('count') count: number) {
    return Post.all().orderBy('id').limit(count)
  }

  @Get('/related')
  related() {
    return Post.all().orderBy('id').limit(20).with('author')
  }

  @PostTo('/hits', { status: 201 })
  async hit(@Body(hitSchema) { name, value }: NewHit) {
    const { id } = await Hit.create({ name, value, createdAt: new Date() })
    return { isStored: id > 0 }
  }
}

export async function start() {
  const app = await createApp({
    ...settingsFor(false),
    controllers: [PostController],
    database: `sqlite:${await newDatabase()}`,
    models: [Author, Post, Hit]
  })
  return listen(app)
}
