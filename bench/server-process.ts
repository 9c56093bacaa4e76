import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Side } from './cases'
import type { Question, Ready } from './server'

const SERVER_CPU = '0'
const LOAD_CPU = '1'
const canPin = availableParallelism() > 1 && hasTaskset()

/** Keep this process, which makes the load, off the CPU of the servers. */
export function pinLoad(): void {
  if (canPin) execFileSync('taskset', ['-acp', LOAD_CPU, String(process.pid)], { stdio: 'ignore' })
}

/** A server of `cases/` in a process of its own, which it has to itself the whole CPU for. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready
  ) {}

  static async start(folder: string, side: Side, hooks: boolean): Promise<ServerProcess> {
    // a young generation of one size: V8 shrinks it in some idle processes and not in others, which is worth a fifth of the CPU
    const flags = ['--expose-gc', '--min-semi-space-size=16']
    const node = [process.execPath, ...flags, join(__dirname, 'server.js')]
    const [command = '', ...args] = canPin ? ['taskset', '-c', SERVER_CPU, ...node] : node
    const child = spawn(command, [...args, folder, side, String(hooks)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' }
    })
    return new ServerProcess(child, await nextMessage<Ready>(child))
  }

  ask(question: Question): Promise<number> {
    const answer = nextMessage<number>(this.child)
    this.child.send(question)
    return answer
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit')
    this.child.disconnect()
    await exit
  }
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A server stopped with code ${code}.`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as T)
    })
  })
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
