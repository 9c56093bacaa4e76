import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { Account } from './entities'

/** Clients that insert rows one after the other, whatever happens, and note what they were told. */
export class Load {
  /** Names of the rows that were stored, as the database said. */
  readonly stored: string[] = []
  readonly errors: Error[] = []
  private readonly clients: Promise<void>[]
  private isOver = false

  constructor(
    private readonly dataSource: DataSource,
    clients: number
  ) {
    this.clients = Array.from({ length: clients }, (_, index) => this.run(`c${index}`))
  }

  /** Wait until so many more rows are stored. */
  async more(count: number): Promise<void> {
    const wanted = this.stored.length + count
    while (this.stored.length < wanted) await sleep(2)
  }

  async stop(): Promise<void> {
    this.isOver = true
    await Promise.all(this.clients)
  }

  private async run(client: string): Promise<void> {
    for (let turn = 0; !this.isOver; turn++) {
      const name = `${client}-${turn}`
      try {
        await this.dataSource.manager.insert(Account, { name, balance: turn })
        this.stored.push(name)
      } catch (error) {
        this.errors.push(error as Error)
        await sleep(5)
      }
    }
  }
}

/** Names of the rows that are in the database. */
export async function namesOf(dataSource: DataSource): Promise<Set<string>> {
  const rows = await dataSource.manager.find(Account)
  return new Set(rows.map(({ name }) => name))
}
