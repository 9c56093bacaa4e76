import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../architecture/source-files'

interface Question {
  readonly files: readonly string[]
  readonly options: ts.CompilerOptions
  /** Files that the program reads and that are asked about too. */
  readonly isAsked?: (path: string) => boolean
  /** The texts of files that are nowhere on the disk. */
  readonly texts?: ReadonlyMap<string, string>
}

/** The options of this repository's tsconfig.json. */
export function repositoryOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options
}

/** What the compiler says of `files`; not of the others that they import, whose check takes most of the time. */
export function diagnose(question: Question): readonly ts.Diagnostic[] {
  const { files, options, isAsked = () => false } = question
  const program = ts.createProgram(files, options, newHost(question))
  return ts.sortAndDeduplicateDiagnostics(
    program
      .getSourceFiles()
      .filter(({ fileName }) => files.includes(fileName) || isAsked(fileName))
      .flatMap((file) => ts.getPreEmitDiagnostics(program, file))
  )
}

export function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n')
}

const declarations = new Map<string, ts.SourceFile | undefined>()

function newHost({ options, texts = new Map() }: Question): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.getSourceFile = (path, language, ...rest) => {
    if (!path.endsWith('.d.ts')) return getSourceFile(path, language, ...rest)
    const key = `${path} ${JSON.stringify(language)}`
    if (!declarations.has(key)) declarations.set(key, getSourceFile(path, language, ...rest))
    return declarations.get(key)
  }
  return host
}
