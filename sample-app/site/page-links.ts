import { html, type SafeHtml } from 'nuages'
import type { Page } from './paginate'

/** Links to the pages around this one; `urlOf` knows their addresses. */
export function pageLinks(
  { number, pages }: Page<unknown>,
  urlOf: (number: number) => string
): SafeHtml | undefined {
  if (pages === 1) return undefined
  return html`<nav class="pages" aria-label="Pages">
    ${step('prev', '← Newer', number > 1 ? urlOf(number - 1) : undefined)}
    <ol>
      ${numbersAround(number, pages).map((one) => html`<li>${numbered(one, number, urlOf)}</li>`)}
    </ol>
    ${step('next', 'Older →', number < pages ? urlOf(number + 1) : undefined)}
  </nav>`
}

function numbered(
  one: number | 'gap',
  current: number,
  urlOf: (number: number) => string
): SafeHtml {
  if (one === 'gap') return html`<span aria-hidden="true">…</span>`
  if (one === current) return html`<span aria-current="page">${one}</span>`
  return html`<a href="${urlOf(one)}" aria-label="Page ${one}">${one}</a>`
}

function step(rel: 'prev' | 'next', label: string, href: string | undefined): SafeHtml {
  return href === undefined
    ? html`<span class="step" aria-hidden="true">${label}</span>`
    : html`<a class="step" rel="${rel}" href="${href}">${label}</a>`
}

/** 1 … 4 5 6 … 250: the ends, and what is near. */
export function numbersAround(current: number, pages: number): (number | 'gap')[] {
  const near = [1, current - 1, current, current + 1, pages]
  const shown = [...new Set(near)].filter((number) => number >= 1 && number <= pages)
  return shown.flatMap((number, index) => {
    const missing = number - (shown[index - 1] ?? number - 1) - 1
    if (missing === 0) return [number]
    return missing === 1 ? [number - 1, number] : ['gap' as const, number]
  })
}
