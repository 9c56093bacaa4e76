import type { Pair, Sample } from './measure'
import { summarise } from './statistics'

/** A line of the table: the same work done by both sides, round by round. */
export interface Row {
  readonly name: string
  readonly title: string
  readonly unit: 'µs' | 'ms' | 'MB'
  readonly pairs: readonly Pair[]
}

/** What a row is compared with: a share of bare Fastify's speed, of its cost, or a cost on top of it. */
export type Budget =
  { readonly atLeast: number } | { readonly atMost: number } | { readonly atMostMore: number }

/** A row held against its budget. */
export interface Verdict {
  readonly text: string
  readonly spread: string
  readonly budget: string
  readonly isMet: boolean
}

const HEAD = [
  '| work | nuages | bare | against bare | spread | req/s | budget |',
  '| --- | --- | --- | --- | --- | --- | --- |'
]

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[], budgets: Readonly<Record<string, Budget>>): string {
  const lines = rows.map((row) => {
    const { text, spread, budget, isMet } = judge(row, budgets[row.name])
    const [nuages, bare] = [column(row, 'nuages'), column(row, 'bare')]
    const costs = [nuages, bare].map((samples) => `${middleCost(samples)} ${row.unit}`)
    const cells = [row.title, ...costs, text, spread, ratesOf(nuages, bare)]
    return `| ${[...cells, isMet ? budget : `**${budget}**`].join(' | ')} |`
  })
  return [...HEAD, ...lines].join('\n')
}

/** Compare the two sides round by round: neighbours in time share what else the machine was doing. */
export function judge({ pairs, unit }: Row, budget?: Budget): Verdict {
  const each = (compare: (bare: number, nuages: number) => number) =>
    summarise(pairs.map(({ bare, nuages }) => compare(bare.cost, nuages.cost)))
  if (budget !== undefined && 'atMostMore' in budget) {
    const { median, low, high } = each((bare, nuages) => nuages - bare)
    const text = `${median < 0 ? '−' : '+'} ${Math.abs(median).toFixed(1)} ${unit}`
    const spread = `${low.toFixed(1)} – ${high.toFixed(1)}`
    const limit = budget.atMostMore
    return { text, spread, budget: `≤ + ${limit} ${unit}`, isMet: median <= limit }
  }
  const isCost = budget !== undefined && 'atMost' in budget
  const { median, low, high } = each((bare, nuages) => (isCost ? nuages / bare : bare / nuages))
  const compared = {
    text: `${median.toFixed(2)} ×`,
    spread: `${low.toFixed(2)} – ${high.toFixed(2)}`
  }
  if (budget === undefined) return { ...compared, budget: '', isMet: true }
  if ('atMost' in budget) {
    return { ...compared, budget: `≤ ${budget.atMost}`, isMet: median <= budget.atMost }
  }
  return { ...compared, budget: `≥ ${budget.atLeast}`, isMet: median >= budget.atLeast }
}

function column({ pairs }: Row, side: keyof Pair): Sample[] {
  return pairs.map((pair) => pair[side])
}

function middleCost(samples: readonly Sample[]): string {
  return summarise(samples.map(({ cost }) => cost)).median.toFixed(1)
}

function ratesOf(...columns: readonly Sample[][]): string {
  const rates = columns.map((samples) => samples.flatMap(({ rate }) => rate ?? []))
  if (rates.some((values) => values.length === 0)) return ''
  return rates
    .map((values) => Math.round(summarise(values).median).toLocaleString('en'))
    .join(' : ')
}
