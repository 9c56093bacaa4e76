import {
  Body,
  Controller,
  createApp,
  Get,
  HttpRequest,
  include,
  Meta,
  path,
  rePath,
  Route,
  url,
  Use,
  type Application
} from 'nuages'
import { Entity, In, Model, PrimaryGeneratedColumn, SelectQueryBuilder } from 'nuages/models'

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

// with `declaration`, the compiler writes the type of each of these down, and a door has to have it
export const urls = [
  path('hello/', () => 'hello', { name: 'hello' }),
  include('songs/', [rePath(/^(?<id>\d+)$/, (_request, { id }) => id)])
]
export const decorators = [Get('/'), Route('/'), Use(), Meta('key', 1), Body({})] as const
export const verb = Get
export const links = url
export const linksOf = ({ url }: Application) => url
export const routesOf = ({ routes }: Application) => routes
export const argumentsOf = ({ routes }: Application) => routes.map((route) => route.arguments)
export const typesOf = (request: HttpRequest) => request.acceptedTypes
export const cookiesOf = (request: HttpRequest) => request.signedCookie
export const oneOf = (ids: readonly number[]) => In(ids)
export const isBuilder = (value: unknown) => value instanceof SelectQueryBuilder

// what an application names where it writes a type itself
export type {
  ActionDecorator,
  ActionOptions,
  ArgumentDecorator,
  ArgumentRecord,
  ClassOrMethodDecorator,
  ControllerClass,
  ControllerEntry,
  EventSource,
  FastifyOptions,
  IncludeEntry,
  IncludeOptions,
  JsonResponseOptions,
  MediaRange,
  PathEntry,
  PathOptions,
  RootedPath,
  RouteDecorator,
  RouteList,
  RouteOptions,
  UnsignOptions,
  Url,
  UrlArguments,
  UrlOptions,
  XmlContent,
  XmlValue
} from 'nuages'
