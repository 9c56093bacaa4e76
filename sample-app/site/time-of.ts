import { html, type SafeHtml } from 'nuages'

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A day for people, with the exact time for programs. */
export function timeOf(date: Date): SafeHtml {
  return html`<time datetime="${date.toISOString()}">${DAY.format(date)}</time>`
}
