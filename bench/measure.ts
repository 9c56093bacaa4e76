import type { LoadCase, Side } from './cases'
import { answerTo, sendMany } from './load'
import { ServerProcess } from './server-process'

/** What one server of a round took. */
export interface Sample {
  /** What the budgets speak of: CPU microseconds a request, CPU milliseconds, or megabytes. */
  readonly cost: number
  /** Requests a second, where there was a load. */
  readonly rate?: number
}

/** One round of one row: both servers, started for it and stopped after it. */
export interface Pair {
  readonly bare: Sample
  readonly nuages: Sample
}

/** How much a round measures. */
export interface Effort {
  /** Requests that let the compiler finish its work. */
  readonly warmUp: number
  /** Requests that count, sent in turns to the one server and the other. */
  readonly requests: number
}

const TURNS = 6
const MEGABYTE = 1024 * 1024

/** What a request costs both servers of a case. `isEven` says which of them goes first. */
export async function measureLoad(load: LoadCase, effort: Effort, isEven: boolean): Promise<Pair> {
  const sides = inOrder<Side>([load.against, load.side], isEven)
  const servers: LoadedServer[] = []
  try {
    for (const side of sides) servers.push(await LoadedServer.start(load, side))
    requireSame(load.name, await Promise.all(servers.map((server) => server.answer())))
    for (const server of servers) await server.send(effort.warmUp)
    // short turns: what else the machine does meets both sides alike
    for (let turn = 0; turn < TURNS; turn++) {
      for (const server of servers) await server.measure(effort.requests / TURNS)
    }
    const [bare, nuages] = inOrder(servers, isEven)
    return { bare: bare!.sample(), nuages: nuages!.sample() }
  } finally {
    for (const server of servers) await server.stop()
  }
}

/** The CPU time in which a server with 1,000 routes comes up. */
export async function measureBoot(isEven: boolean): Promise<Pair[]> {
  return measureUnloaded('boot', '/r0/7', isEven, async ({ ready }) => [{ cost: ready.boot }])
}

/** CPU time from the start of the process to its first answer, which reads a row; and the memory it then holds. */
export async function measureStart(isEven: boolean): Promise<Pair[]> {
  return measureUnloaded('start', '/articles/1', isEven, async (server) => {
    const cpu = await server.ask('cpu')
    return [{ cost: cpu }, { cost: (await server.ask('memory')) / MEGABYTE }]
  })
}

async function measureUnloaded(
  folder: string,
  path: string,
  isEven: boolean,
  read: (server: ServerProcess) => Promise<Sample[]>
): Promise<Pair[]> {
  const results: { answer: string; samples: Sample[] }[] = []
  for (const side of inOrder<Side>(['bare', 'nuages'], isEven)) {
    const server = await ServerProcess.start(folder, side, false)
    const answer = await answerTo(server.ready.port, { method: 'GET', path })
    results.push({ answer, samples: await read(server) })
    await server.stop()
  }
  requireSame(
    folder,
    results.map(({ answer }) => answer)
  )
  const [bare, nuages] = inOrder(results, isEven)
  return bare!.samples.map((sample, index) => ({ bare: sample, nuages: nuages!.samples[index]! }))
}

/** A server under load, and what it has cost so far. */
class LoadedServer {
  private cpu = 0
  private seconds = 0
  private requests = 0

  private constructor(
    private readonly load: LoadCase,
    private readonly server: ServerProcess
  ) {}

  static async start(load: LoadCase, side: Side): Promise<LoadedServer> {
    return new LoadedServer(load, await ServerProcess.start(load.folder, side, load.hooks))
  }

  answer(): Promise<string> {
    return answerTo(this.server.ready.port, this.load.request)
  }

  send(requests: number): Promise<number> {
    return sendMany(this.server.ready.port, this.load.request, requests)
  }

  async measure(requests: number): Promise<void> {
    const before = await this.server.ask('cpu')
    this.seconds += await this.send(requests)
    this.cpu += (await this.server.ask('cpu')) - before
    this.requests += requests
  }

  sample(): Sample {
    return { cost: (this.cpu * 1000) / this.requests, rate: this.requests / this.seconds }
  }

  stop(): Promise<void> {
    return this.server.stop()
  }
}

function inOrder<T>(pair: readonly T[], isEven: boolean): T[] {
  return isEven ? [...pair] : [...pair].reverse()
}

/** Two servers that answer differently do not do the same work. */
function requireSame(name: string, answers: readonly string[]): void {
  if (new Set(answers).size > 1)
    throw new Error(`${name}: the sides differ.\n\n${answers.join('\n\n')}`)
}
