import type { HttpRequest } from '../http/request'
import type { PathConverters } from './converters'

/**
 * The values that a declared path captures: `PathParams<'/<int:id>/<s>'>` is `{ id: number; s: string }`.
 *
 * A converter without an entry in `PathConverters` gives `unknown`; a path that is no literal, any values.
 */
export type PathParams<Path> = Path extends string
  ? string extends Path
    ? Record<string, unknown>
    : { [Name in CaptureIn<Path> as NameOf<Name>]: ValueOf<Name> }
  : Record<string, unknown>

/**
 * `unknown` where a method can be the action of `Path`, otherwise a type that no method has.
 *
 * It looks at the second parameter of a method whose first takes the request, and at the names that this path captures:
 * others may come from the prefix of the controller.
 */
export type CheckAction<Path, Method> = Method extends (...args: infer Arguments) => unknown
  ? Arguments extends readonly [infer First, infer Second, ...unknown[]]
    ? HttpRequest extends First
      ? CheckParams<PathParams<Path>, Second>
      : unknown
    : unknown
  : unknown

type CheckParams<Captured, Asked> = string extends keyof Captured
  ? unknown
  : Captured extends Pick<Asked, keyof Asked & keyof Captured>
    ? unknown
    : { 'the path captures': Captured; 'the method asks for': Asked }

// `int:id` and `name`, one by one
type CaptureIn<Path extends string> = Path extends `${string}<${infer Capture}>${infer Rest}`
  ? Capture | CaptureIn<Rest>
  : never

type NameOf<Capture extends string> = Capture extends `${string}:${infer Name}` ? Name : Capture

type ValueOf<Capture extends string> = Capture extends `${infer Converter}:${string}`
  ? Converter extends keyof PathConverters
    ? PathConverters[Converter]
    : unknown
  : PathConverters['str']
