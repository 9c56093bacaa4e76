import { Controller, createApp, Get, HttpRequest, Route, type Application } from 'nuages'
import { Entity, Model, PrimaryGeneratedColumn } from 'nuages/models'

@Entity()
export class Song extends Model {
  @PrimaryGeneratedColumn() id!: number
}

@Route('/songs')
export class SongController extends Controller {
  @Get('/<int:id>')
  show(request: HttpRequest, { id }: { id: number }): Promise<Song> {
    return Song.get({ id })
  }

  // @ts-expect-error an int is a number
  @Get('/by-name/<int:id>')
  showByName(request: HttpRequest, { id }: { id: string }): string {
    return id
  }
}

export const app: Promise<Application> = createApp({ controllers: [SongController] })

// @ts-expect-error no such name
export type { Nothing } from 'nuages'
