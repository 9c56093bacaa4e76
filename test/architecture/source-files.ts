import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** A file of this repository: its path from the top, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export const root = resolve(__dirname, '../..')

/**
 * Every file of `places` (folders or files, from the top of the repository) whose name ends like one of `endings`.
 * A place that a later part of the project brings holds nothing yet.
 */
export function sourceFiles(places: readonly string[], endings: readonly string[]): SourceFile[] {
  return places
    .map((place) => join(root, place))
    .filter((path) => existsSync(path))
    .flatMap(filesBelow)
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }))
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .flatMap((name) => filesBelow(join(path, name)))
}
