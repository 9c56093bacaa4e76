import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCases } from '../../bench/cases'
import { judge, tableOf, type Budget, type Row } from '../../bench/report'
import { summarise } from '../../bench/statistics'

const row = (nuages: readonly number[], unit: Row['unit'] = 'µs'): Row => ({
  name: 'json',
  title: 'JSON',
  unit,
  pairs: nuages.map((cost) => ({ bare: { cost: 10 }, nuages: { cost } }))
})

it('takes the middle and the middle half', () => {
  expect(summarise([5, 1, 2, 4, 3])).toEqual({ median: 3, low: 2, high: 4 })
})

it.each<[string, readonly number[], Budget, string, boolean]>([
  ['as fast', [10, 10, 10], { atLeast: 0.95 }, '1.00 ×', true],
  ['slower than allowed', [11, 11, 10], { atLeast: 0.95 }, '0.91 ×', false],
  ['one bad round', [10, 10, 30], { atLeast: 0.95 }, '1.00 ×', true],
  ['dearer within the limit', [11, 11, 11], { atMost: 1.15 }, '1.10 ×', true],
  ['dearer than allowed', [12, 12, 12], { atMost: 1.15 }, '1.20 ×', false],
  ['more within the limit', [35, 35, 35], { atMostMore: 25 }, '+ 25.0 µs', true],
  ['more than allowed', [36, 36, 36], { atMostMore: 25 }, '+ 26.0 µs', false],
  ['less', [9, 9, 9], { atMostMore: 25 }, '− 1.0 µs', true]
])('judges a row that is %s', (_case, costs, budget, text, isMet) => {
  expect(judge(row(costs), budget)).toMatchObject({ text, isMet })
})

it('prints a table in which a missed budget stands out', () => {
  expect(tableOf([row([20])], { json: { atLeast: 0.95 } }).split('\n')).toEqual([
    '| work | nuages | bare | against bare | spread | req/s | budget |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| JSON | 20.0 µs | 10.0 µs | 0.50 × | 0.50 – 0.50 |  | **≥ 0.95** |'
  ])
})

it('has a budget for every case but the control', () => {
  const budgets = JSON.parse(
    readFileSync(join(__dirname, '../../bench/budget.json'), 'utf8')
  ) as object
  const names = loadCases.map(({ name }) => name).filter((name) => name !== 'control')
  expect(Object.keys(budgets).sort()).toEqual([...names, 'boot', 'start', 'memory'].sort())
})
