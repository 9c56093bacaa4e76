/** The prepared statements of one connection, by their text: the least recently used leave first. */
export class StatementCache<S> {
  private readonly statements = new Map<string, S>()

  constructor(
    private readonly limit: number,
    private readonly finalize: (statement: S) => void
  ) {}

  get size(): number {
    return this.statements.size
  }

  get(sql: string): S | undefined {
    const statement = this.statements.get(sql)
    if (statement === undefined) return undefined
    if (this.statements.size > this.limit / 2) {
      // a Map keeps the order in which keys came: put this one at the end
      this.statements.delete(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }

  add(sql: string, statement: S): void {
    this.statements.set(sql, statement)
    if (this.statements.size <= this.limit) return
    const [oldest] = this.statements
    this.statements.delete(oldest![0])
    this.finalize(oldest![1])
  }

  /** Forget a statement that could not be prepared. */
  forget(sql: string): void {
    this.statements.delete(sql)
  }

  clear(): void {
    for (const statement of this.statements.values()) this.finalize(statement)
    this.statements.clear()
  }
}
