import { withoutOuterBrackets } from '../sql-tokens'

const NAME = String.raw`(?:\w+|"(?:[^"]|"")+")`
const PATH = `${NAME}(?:\\.${NAME})?`
const TEXT = String.raw`'(?:[^']|'')*'`
const ITEM = `(?:${TEXT}::character varying|\\(${TEXT}::character varying\\)::text|${TEXT}::text)`
const ITEMS = `ARRAY\\[(${ITEM}(?:, ${ITEM})*)\\]`
const LIST = new RegExp(
  `(?:\\((${PATH})\\)|(${PATH}))::text (= ANY|<> ALL) \\((?:\\(${ITEMS}\\)::text\\[\\]|${ITEMS}(?:::text\\[\\])?)\\)`,
  'g'
)

/**
 * An expression as PostgreSQL words it, and would word it again if it read its own words.
 *
 * `language IN ('fr', 'en')` on a varchar becomes `language::text = ANY (ARRAY['fr'::character varying, …]::text[])`,
 * and that something else when it is read.
 */
export function stableExpression(expression: string): string {
  const stable = expression.replaceAll(LIST, (_all, ...parts: (string | undefined)[]) => {
    const [bracketed, plain, operator, first, second] = parts
    const texts = (first ?? second ?? '').match(new RegExp(TEXT, 'g')) ?? []
    const word = operator === '= ANY' ? 'IN' : 'NOT IN'
    return `${bracketed ?? plain} ${word} (${texts.join(', ')})`
  })
  return withoutOuterBrackets(stable)
}
