// `npm run bench`: the framework against bare Fastify doing the same, each ratio taken within one round.
// --quick fewer rounds, --case NAME only that, --rounds N, --check exit 1 where a budget is missed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCases } from './cases'
import { measureBoot, measureLoad, measureStart, type Effort, type Pair } from './measure'
import { judge, tableOf, type Budget, type Row } from './report'
import { pinLoad } from './server-process'

interface Work {
  readonly rows: readonly Pick<Row, 'name' | 'title' | 'unit'>[]
  /** One round: a pair for each row. */
  measure(effort: Effort, isEven: boolean): Promise<readonly Pair[]>
}

const FULL = { rounds: 9, effort: { warmUp: 12_000, requests: 24_000 } }
const QUICK = { rounds: 3, effort: { warmUp: 6_000, requests: 12_000 } }

const works: readonly Work[] = [
  ...loadCases.map((load): Work => ({
    rows: [{ name: load.name, title: load.title, unit: 'µs' }],
    measure: async (effort, isEven) => [await measureLoad(load, effort, isEven)]
  })),
  {
    rows: [{ name: 'boot', title: 'boot with 1,000 routes', unit: 'ms' }],
    measure: (_effort, isEven) => measureBoot(isEven)
  },
  {
    rows: [
      { name: 'start', title: 'start to first answer', unit: 'ms' },
      { name: 'memory', title: 'memory at rest', unit: 'MB' }
    ],
    measure: (_effort, isEven) => measureStart(isEven)
  }
]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      case: { type: 'string', multiple: true },
      rounds: { type: 'string' }
    }
  })
  const plan = values.quick ? QUICK : FULL
  const rounds = values.rounds === undefined ? plan.rounds : Number.parseInt(values.rounds, 10)
  const budgets = readBudgets()
  pinLoad()
  const rows = await measureAll(chosen(values.case), rounds, plan.effort)
  console.log(tableOf(rows, budgets))
  const missed = rows.filter((row) => !judge(row, budgets[row.name]).isMet)
  for (const row of missed) {
    const { text, budget } = judge(row, budgets[row.name])
    console.log(`Budget missed: ${row.name} is ${text}, not ${budget}.`)
  }
  if (values.check && missed.length > 0) process.exitCode = 1
}

/** The works that are named; the control always runs, because it shows the noise of this very run. */
function chosen(names: readonly string[] | undefined): readonly Work[] {
  if (names === undefined) return works
  const known = works.flatMap(({ rows }) => rows.map(({ name }) => name))
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Error(`No case is named ${unknown.join()}. Known: ${known.join(', ')}.`)
  return works.filter(({ rows }) => rows.some(({ name }) => ['control', ...names].includes(name)))
}

async function measureAll(
  works: readonly Work[],
  rounds: number,
  effort: Effort
): Promise<readonly Row[]> {
  const rows = new Map(
    works.map((work) => [work, work.rows.map((row) => ({ ...row, pairs: [] as Pair[] }))])
  )
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`\rround ${round + 1} of ${rounds} `)
    for (const [work, own] of rows) {
      const pairs = await work.measure(effort, round % 2 === 0)
      own.forEach((row, index) => row.pairs.push(pairs[index]!))
    }
  }
  process.stderr.write('\r')
  return [...rows.values()].flat()
}

function readBudgets(): Readonly<Record<string, Budget>> {
  return JSON.parse(readFileSync(join(__dirname, '../budget.json'), 'utf8')) as Record<
    string,
    Budget
  >
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
