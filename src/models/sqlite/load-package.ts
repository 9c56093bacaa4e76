import { NuagesError } from '../../errors'

/** Load a package that speaks to SQLite; only then, so that an application on another engine needs no native module. */
export function loadPackage<T>(name: 'sqlite3' | 'better-sqlite3'): T {
  try {
    return require(name) as T
  } catch (cause) {
    throw new NuagesError(
      'MODEL_DRIVER_MISSING',
      `The package ${name}, which SQLite needs, could not be loaded.`,
      `Run \`npm install ${name}\` (it compiles native code, so let npm run its install script).`,
      { cause }
    )
  }
}
