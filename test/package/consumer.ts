import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import packageFile from '../../package.json'

const root = resolve(__dirname, '../..')
const programs = join(__dirname, 'programs')

/** An empty folder into which the packed package was installed, and the programs of `programs/` were copied. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), 'nuages-package-'))
  /** The paths in the tarball. */
  readonly packed: readonly string[]

  constructor() {
    execFileSync(process.execPath, ['.ci/prepare.js'], { cwd: root })
    const [{ filename, files }] = this.pack()
    this.packed = files.map(({ path }) => path)
    const target = join(this.folder, 'node_modules/nuages')
    mkdirSync(target, { recursive: true })
    const tarball = join(this.folder, filename)
    execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'])
    // npm would compile sqlite3 for a minute: what this repository has installed is linked instead, and only
    // what the package declares, so that a dependency that it forgets is missing here as well
    for (const name of Object.keys(packageFile.dependencies)) this.link(name)
    cpSync(programs, this.folder, { recursive: true })
  }

  /** Make a package of this repository importable, as the user's own dependency would be. */
  link(name: string): void {
    const path = join(this.folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), path)
  }

  /** What a Node program prints, parsed. */
  run(...args: readonly string[]): unknown {
    // out of Jest: its NODE_ENV would change what is logged
    const env = { ...process.env, NODE_ENV: 'production' }
    return JSON.parse(
      execFileSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', env })
    )
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, 'node_modules/nuages', path))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  private pack(): [{ filename: string; files: { path: string }[] }] {
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', this.folder]
    const output = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    return JSON.parse(output) as ReturnType<Consumer['pack']>
  }
}
