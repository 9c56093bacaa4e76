import { html, url, type SafeHtml } from 'nuages'

export interface PageOptions {
  readonly title: string
  readonly description?: string
  /** The name of the entry in the menu that this page belongs to. */
  readonly section?: string
  /** File names below `/static/`. */
  readonly scripts?: readonly string[]
}

const MENU = [
  ['Articles', 'article.list'],
  ['Most discussed', 'mostDiscussed.list'],
  ['Authors', 'author.list'],
  ['Tags', 'tag.list'],
  ['Press kit', 'site.pressKit']
] as const

/** A whole page around its content. */
export function layout(options: PageOptions, content: SafeHtml): SafeHtml {
  const { title, description, section, scripts = [] } = options
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · The Nuages Gazette</title>
        ${description && html`<meta name="description" content="${description}" />`}
        <link rel="stylesheet" href="${asset('gazette.css')}" />
        <link rel="icon" href="${asset('cloud.svg')}" type="image/svg+xml" />
        <link
          rel="alternate"
          type="application/atom+xml"
          title="The Nuages Gazette"
          href="${url('feed.atom')}"
        />
        ${scripts.map((file) => html`<script src="${asset(file)}" defer></script>`)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${masthead(section)}
        <main id="content">${content}</main>
        ${footer()}
      </body>
    </html>`
}

function masthead(section: string | undefined): SafeHtml {
  return html`<header class="masthead">
    <p class="title"><a href="${url('article.list')}">The Nuages Gazette</a></p>
    <p class="motto">News from under the clouds</p>
    <nav aria-label="Sections">
      <ul>
        ${MENU.map(
          ([label, route]) =>
            html`<li>
              <a href="${url(route)}" ${label === section && html`aria-current="page"`}>${label}</a>
            </li>`
        )}
      </ul>
    </nav>
  </header>`
}

function footer(): SafeHtml {
  return html`<footer class="imprint">
    <p>
      A sample application of <em>nuages</em>. Every word in it is made up.
      <a href="${url('feed.atom')}">Atom feed</a> ·
      <a href="${url('api:article.list')}">JSON</a>
    </p>
  </footer>`
}

function asset(file: string): string {
  return url('site.asset', { path: file })
}
