import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { pathToFileURL } from 'node:url'
import type * as TypeScript from 'typescript'
import { NuagesError } from '../../errors'

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>

type Compilable = Module & { _compile(code: string, file: string): void }

/** Load a compiled file, or a TypeScript file as far as this process can: by its own hook, else by `typescript`. */
export async function loadModule(file: string): Promise<Exports> {
  try {
    return require(file) as Exports
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE') {
      return (await import(pathToFileURL(file).href)) as Exports
    }
    // a file that could not be parsed has not run
    const isUnread = error instanceof SyntaxError || code === 'ERR_UNKNOWN_FILE_EXTENSION'
    if (!isUnread || !/\.[cm]?ts$/.test(file)) throw error
    return transpiled(file, error)
  }
}

function transpiled(file: string, cause: unknown): Exports {
  const ts = typescript(file, cause)
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
      inlineSourceMap: true
    }
  })
  const module = new Module(file) as Compilable
  module.filename = file
  module.paths = (
    Module as unknown as { _nodeModulePaths(file: string): string[] }
  )._nodeModulePaths(file)
  module._compile(outputText, file)
  return module.exports as Exports
}

// the application's own, which may be another one than ours; version 7 has nothing that compiles for others
function typescript(file: string, cause: unknown): typeof TypeScript {
  const found = typescriptOf(file)
  if (found?.transpileModule !== undefined) return found as typeof TypeScript
  const by = found === undefined ? '' : ` with typescript ${found.version}`
  throw new NuagesError(
    'MIGRATION_NOT_COMPILED',
    `${file} is TypeScript, which this process cannot load${by}.`,
    'Run `npm install --save-dev typescript@6`, or compile the application and give the folder of the .js files.',
    { cause }
  )
}

function typescriptOf(file: string): Partial<typeof TypeScript> | undefined {
  try {
    return createRequire(file)('typescript') as Partial<typeof TypeScript>
  } catch {
    return undefined
  }
}
