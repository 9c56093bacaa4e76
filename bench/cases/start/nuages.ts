import { Controller, createApp, Get, Param, Route } from 'nuages'
import { Column, Entity, Model, PrimaryGeneratedColumn } from 'nuages/models'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { createTable, insertRow } from './table'

@Entity()
class Article extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') title!: string
}

@Route('/articles')
class ArticleController extends Controller {
  @Get('/<int:id>')
  async show(@Param('id') id: number) {
    const { title } = await Article.get({ id })
    return { id, title }
  }
}

export async function start() {
  const app = await createApp({
    ...settingsFor(false),
    controllers: [ArticleController],
    database: 'sqlite::memory:'
  })
  await app.database?.query(createTable)
  await app.database?.query(insertRow)
  return listen(app)
}
