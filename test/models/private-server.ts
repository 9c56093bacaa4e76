import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'

/** A database server of a test's own, which may be stopped under load. */
export interface PrivateServer {
  readonly url: string
  start(): Promise<void>
  /** End it at once, without a word to its clients. */
  kill(): Promise<void>
  remove(): Promise<void>
}

/** What a kind of server needs to make its files, to run, and to be asked. */
interface Recipe {
  /** Whose files and process they are, where this process is root's: a server refuses that. */
  readonly user: string
  readonly install: (folder: string) => readonly string[]
  readonly serve: (folder: string, port: number) => readonly string[]
  readonly url: (port: number) => string
  readonly ask: (url: string) => Promise<unknown>
  /** What ends it at once: the processes of PostgreSQL would outlive a SIGKILL to the first one. */
  readonly signal: 'SIGKILL' | 'SIGQUIT'
}

/** The programs of PostgreSQL, which Debian keeps out of PATH. */
export const postgresPrograms = newest('/usr/lib/postgresql')

export const mariadbProgram = '/usr/sbin/mariadbd'

export function newPostgresServer(): Promise<PrivateServer> {
  return newServer({
    user: 'postgres',
    install: (folder) => [
      ...[`${postgresPrograms}/initdb`, '-D', join(folder, 'data'), '-U', 'postgres'],
      ...['--auth=trust', '--no-sync', '--encoding=UTF8']
    ],
    serve: (folder, port) => [
      ...[`${postgresPrograms}/postgres`, '-D', join(folder, 'data'), '-k', folder],
      ...['-p', String(port), '-c', 'listen_addresses=127.0.0.1']
    ],
    signal: 'SIGQUIT',
    url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
    async ask(url) {
      const client = new Client(url)
      await client.connect()
      await client.end()
    }
  })
}

export function newMariadbServer(): Promise<PrivateServer> {
  return newServer({
    user: 'mysql',
    install: (folder) => [
      ...['/usr/bin/mariadb-install-db', '--no-defaults', `--datadir=${join(folder, 'data')}`],
      ...['--auth-root-authentication-method=normal', '--skip-test-db']
    ],
    serve: (folder, port) => [
      ...[mariadbProgram, '--no-defaults', `--datadir=${join(folder, 'data')}`],
      ...[`--port=${port}`, '--bind-address=127.0.0.1', '--innodb-buffer-pool-size=16M'],
      ...[`--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`]
    ],
    signal: 'SIGKILL',
    url: (port) => `mysql://root@127.0.0.1:${port}/mysql`,
    async ask(url) {
      const connection = await createConnection(url)
      await connection.end()
    }
  })
}

async function newServer({
  user,
  install,
  serve,
  url,
  ask,
  signal
}: Recipe): Promise<PrivateServer> {
  // a short path: that of a socket has 107 characters at most
  const folder = mkdtempSync('/tmp/nuages-server-')
  const options = ownedBy(user, folder)
  const [program, ...args] = install(folder)
  execFileSync(program!, args, { ...options, stdio: 'pipe' })
  const port = await freePort()
  let running: ChildProcess | undefined
  const kill = async (): Promise<void> => {
    if (running === undefined) return
    const ended = once(running, 'exit')
    running.kill(signal)
    running = undefined
    await ended
  }
  return {
    url: url(port),
    kill,
    async start() {
      const [server, ...arguments_] = serve(folder, port)
      running = spawn(server!, arguments_, { ...options, stdio: 'ignore' })
      await until(() => ask(url(port)))
    },
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function ownedBy(user: string, folder: string): SpawnOptions {
  if (process.getuid?.() !== 0) return { cwd: folder }
  const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, user])))
  chownSync(folder, uid!, gid!)
  return { cwd: folder, uid, gid }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Wait until `work` succeeds; its last error after half a minute. */
async function until(work: () => Promise<unknown>): Promise<void> {
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return void (await work())
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

function newest(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined
  const [version] = readdirSync(folder).sort((a, b) => Number(b) - Number(a))
  return version === undefined ? undefined : join(folder, version, 'bin')
}
