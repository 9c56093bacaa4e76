import { fastify } from 'fastify'
// the door to TypeORM and to the one driver that it has for sqlite3
import { Column, Entity, openDatabase, PrimaryGeneratedColumn } from 'nuages/models'
import { listen } from '../listen'
import { createTable, insertRow } from './table'

@Entity()
class Article {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') title!: string
}

export async function start() {
  const database = await openDatabase({ database: 'sqlite::memory:', entities: [Article] })
  await database.query(createTable)
  await database.query(insertRow)
  const articles = database.getRepository(Article)

  const app = fastify()
  app.get<{ Params: { id: string } }>('/articles/:id', ({ params }) =>
    articles.findOneBy({ id: Number(params.id) })
  )
  return listen(app)
}
