import type { Problem } from '../errors'
import { HTTP_METHODS, isHttpMethod } from './http-method'
import type { InheritedClass } from './inheritance'

/** Something stands where a controller has to. */
export function notAController(label: string, value: unknown, file?: string): Problem {
  return {
    code: 'ROUTING_NOT_A_CONTROLLER',
    message: `${label} is ${kindOf(value)}, not a controller class.`,
    hint:
      value === undefined
        ? 'Two files that import each other see undefined: move what both need into a third.'
        : 'Give the class itself, not an instance; a function goes into `path()`.',
    file
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A class is registered and nothing says at which path. */
export function withoutRoute(label: string, { actions }: InheritedClass): Problem {
  const file = actions.flatMap(({ routes }) => routes).find((route) => route.file)?.file
  if (actions.length === 0) return noRoutes(label, file)
  const names = actions.map(({ key }) => String(key)).join(', ')
  return {
    code: 'ROUTING_VERB_WITHOUT_ROUTE',
    message: `${label} has actions (${names}), but neither it nor a base of it has @Route.`,
    hint: `Write \`@Route('/…')\` above the class, or mount it: \`path('…/', ${label})\`.`,
    file
  }
}

export function noRoutes(label: string, file?: string): Problem {
  return {
    code: 'ROUTING_NO_ROUTES',
    message: `${label} answers no route.`,
    hint: 'Add a method with `@Get()`, or one called `get`; or leave the class out.',
    file
  }
}

export function regexPrefix(label: string, file?: string): Problem {
  return {
    code: 'ROUTING_REGEX_PREFIX',
    message: `${label} is mounted at a regular expression.`,
    hint: 'The path of a class is text, such as `/articles/<int:year>`; its actions may use regular expressions.',
    file
  }
}

/** An action decorator stands on something that cannot be called on the instance. */
export function notAMethod(label: string, key: string | symbol, file?: string): Problem {
  return {
    code: 'ROUTING_NOT_A_METHOD',
    message: `${label}.${String(key)} is decorated as an action, but is no method of the class.`,
    hint: 'Write a method: no static one, no accessor and no property that holds a function.',
    file
  }
}

/** `@Use` or a parameter decorator without anything to act on. */
export function withoutVerb(label: string, key: string | symbol, file?: string): Problem {
  return {
    code: 'ROUTING_ACTION_WITHOUT_ROUTE',
    message: `${label}.${String(key)} has middleware or decorated parameters, but no route.`,
    hint: 'Add `@Get()` or one of its like, or remove the other decorators.',
    file
  }
}

/** Methods that no server answers, or none at all. */
export function unknownMethods(
  label: string,
  methods: readonly string[] | undefined,
  file?: string
): Problem[] {
  const unknown = methods?.filter((method) => !isHttpMethod(method))
  if (methods === undefined || (methods.length > 0 && unknown?.length === 0)) return []
  const what = methods.length === 0 ? 'an empty list of methods' : unknown!.join(', ')
  return [
    {
      code: 'ROUTING_UNKNOWN_METHOD',
      message: `${label} is to answer ${what}.`,
      hint: `Methods are ${HTTP_METHODS.join(', ')}.`,
      file
    }
  ]
}
