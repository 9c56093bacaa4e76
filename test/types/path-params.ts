// Checked by `tsc` alone: what the types of paths accept and what they refuse.
import type { HttpRequest } from '../../src/http/request'
import type { CheckAction, PathParams } from '../../src/routing/path-params'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <_T extends true>(): void => undefined

holds<Same<PathParams<'/'>, {}>>()
holds<Same<PathParams<'/a/<int:id>/<s>'>, { id: number; s: string }>>()
holds<Same<PathParams<'<slug:a>-<uuid:b>.<path:c>'>, { a: string; b: string; c: string }>>()
holds<Same<PathParams<'/<bigint:big>'>, { big: bigint }>>()
holds<Same<PathParams<'/<year:y>'>, { y: unknown }>>()
holds<Same<PathParams<string>, Record<string, unknown>>>()
holds<Same<PathParams<RegExp>, Record<string, unknown>>>()

declare module '../../src/routing/converters' {
  interface PathConverters {
    day: Date
  }
}
holds<Same<PathParams<'/<day:on>'>, { on: Date }>>()

type Action = (...args: never[]) => unknown

function Get<const S extends string | RegExp>(_path: S) {
  return <T extends Action>(
    _target: object,
    _key: string | symbol,
    _descriptor: TypedPropertyDescriptor<T & CheckAction<S, T>>
  ): void => undefined
}

const Body = () => (_target: object, _key: string | symbol, _index: number) => undefined

declare class Article {
  id: string
}

export class Accepted {
  @Get('/') none() {}
  @Get('/<int:id>') requestOnly(_request: HttpRequest) {}
  @Get('/<int:id>') show(_request: HttpRequest, { id }: { id: number }) {
    return id
  }
  @Get('/<int:id>') async later(_request: HttpRequest, { id }: { id: number }) {
    return id
  }
  @Get('/<int:id>') *each(_request: HttpRequest, { id }: { id: number }) {
    yield id
  }
  @Get('/<int:id>') loose(_request: unknown, _params: { id?: number | string }) {}
  @Get('/<int:id>') unnamed(_request: HttpRequest, _params: Record<string, unknown>) {}
  @Get('/<int:id>') any(_request: HttpRequest, _params: unknown) {}
  @Get('/<int:id>') fromPrefix(_request: HttpRequest, _params: { id: number; author: string }) {}
  @Get('/') onlyFromPrefix(_request: HttpRequest, _params: { author: string }) {}
  @Get('/<int:id>') body(@Body() _article: Article, _id: number) {}
  @Get('/<int:id>') plain(@Body() _id: number, @Body() _params: { id: string }) {}
  @Get('/<int:id>') requestThenText(_request: HttpRequest, @Body() _id: string) {}
  @Get('/<year:y>') unknownConverter(_request: HttpRequest, _params: { y: unknown }) {}
  @Get(/^(?<year>\d+)$/) expression(_request: HttpRequest, _params: { year: string }) {}
  @Get('/' as string) computed(_request: HttpRequest, _params: { id: number }) {}
}

export class Refused {
  // @ts-expect-error an int is a number
  @Get('/<int:id>') text(_request: HttpRequest, { id }: { id: string }) {
    return id
  }
  // @ts-expect-error a name without converter is a string
  @Get('/<id>') number(_request: HttpRequest, _params: { id: number }) {}
  // @ts-expect-error one of several is wrong
  @Get('/<int:a>/<slug:b>') second(_request: HttpRequest, _params: { a: number; b: number }) {}
  // @ts-expect-error the same in an async method
  @Get('/<bigint:id>') async later(_request: HttpRequest, _params: { id: number }) {}
  // @ts-expect-error a record of texts would hold a number
  @Get('/<int:id>') record(_request: HttpRequest, _params: Record<string, string>) {}
  // @ts-expect-error unknown must be narrowed
  @Get('/<year:y>') unknownConverter(_request: HttpRequest, _params: { y: string }) {}
  // @ts-expect-error a converter of the application
  @Get('/<day:on>') custom(_request: HttpRequest, _params: { on: string }) {}
}
