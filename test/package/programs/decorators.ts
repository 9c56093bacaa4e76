import { Body, Controller, createApp, Get, Param, Post, Route } from 'nuages'
import { Column, Entity, Model, PrimaryGeneratedColumn } from 'nuages/models'

@Entity()
class Song extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
}

const NewSong = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: { title: { type: 'string' } }
}

@Route('/songs')
class SongController extends Controller {
  @Post('', { status: 201 })
  async create(@Body(NewSong) input: { title: string }) {
    return Song.create(input)
  }

  @Get('/<int:id>')
  show(@Param('id') id: number) {
    return Song.get({ id })
  }
}

async function main(): Promise<void> {
  const app = await createApp({
    controllers: [SongController],
    database: 'sqlite::memory:',
    synchronize: true,
    development: true,
    logger: false
  })
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/songs',
    payload: { title: 'Nuages' }
  })
  const answer = await app.inject('/songs/1')
  await app.close()
  console.log(JSON.stringify({ statusCode, song: answer.json() as unknown }))
}

void main()
