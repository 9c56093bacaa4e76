import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../errors'
import { shorten } from './declared-at'
import { hasMetadata, hasRoute } from './inheritance'
import { isClass } from './is-class'
import type { ControllerClass } from './metadata'

export type { ControllerClass } from './metadata'

/** Controllers that were found, and what went wrong on the way. */
export interface LoadedControllers {
  readonly controllers: readonly ControllerClass[]
  readonly problems: readonly Problem[]
}

/** Load every controller that the files of `directory` export, subdirectories included, in the order of their paths. */
export function loadControllers(directory: string): LoadedControllers {
  const files = filesOf(directory)
  if (files === undefined) return { controllers: [], problems: [missingDirectory(directory)] }
  const problems: Problem[] = []
  const found = new Set<ControllerClass>()
  for (const file of files) {
    try {
      for (const controller of controllersIn(require(file))) found.add(controller)
    } catch (error) {
      problems.push(unloadable(file, error))
    }
  }
  const controllers = withoutAbstractBases([...found])
  if (controllers.length === 0 && problems.length === 0) problems.push(emptyDirectory(directory))
  return { controllers, problems }
}

const LOADABLE = /\.(?:[cm]?js|ts)$/
const LEFT_OUT = /\.(?:d|test|spec)\.[cm]?[jt]s$/

function filesOf(directory: string): string[] | undefined {
  try {
    const names = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && LOADABLE.test(entry.name) && !LEFT_OUT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/[\\/]node_modules[\\/]/.test(file.slice(directory.length)))
    const all = new Set(names)
    // compiled next to its source: one of the two, or every controller would exist twice
    const isCompiled = (file: string) => file.endsWith('.ts') && all.has(file.replace(/ts$/, 'js'))
    return names.filter((file) => !isCompiled(file)).sort()
  } catch {
    return undefined
  }
}

function controllersIn(exported: unknown): ControllerClass[] {
  const values = typeof exported === 'object' && exported !== null ? Object.values(exported) : []
  return [exported, ...values].filter(isClass).filter(hasMetadata)
}

/** A class without a path of its own that another one extends is a base, not a controller that forgot its path. */
function withoutAbstractBases(classes: readonly ControllerClass[]): ControllerClass[] {
  const isBase = (one: ControllerClass) => classes.some(({ prototype }) => prototype instanceof one)
  return classes.filter((one) => hasRoute(one) || !isBase(one))
}

function missingDirectory(directory: string): Problem {
  return {
    code: 'ROUTING_NO_DIRECTORY',
    message: `The directory of controllers ${shorten(directory)} cannot be read.`,
    hint: 'Give an absolute path: `controllers: join(__dirname, "controllers")`.',
    file: shorten(directory)
  }
}

function emptyDirectory(directory: string): Problem {
  return {
    code: 'ROUTING_EMPTY_DIRECTORY',
    message: `No file in ${shorten(directory)} exports a controller.`,
    hint: 'Export classes with `@Route`. Loaded are .js, .cjs, .mjs and .ts files, tests left out.',
    file: shorten(directory)
  }
}

function unloadable(file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error)
  return {
    code: 'ROUTING_FILE_NOT_LOADED',
    message: `The file could not be loaded: ${reason.split('\n')[0]}`,
    hint: 'Mend the file, or move it out of the directory of controllers.',
    file: shorten(file)
  }
}
