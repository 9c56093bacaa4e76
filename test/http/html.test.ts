import { escapeHtml, html, raw, SafeHtml } from '../../src/http/html'
import { HtmlResponse } from '../../src/http/html-response'

it.each([
  [
    'text',
    `<a href="x" title='y'>&amp;`,
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;'
  ],
  ['plain text', 'éa', 'éa'],
  ['numbers', 1.5, '1.5'],
  ['zero', 0, '0'],
  ['a BigInt', 7n, '7'],
  ['null', null, ''],
  ['undefined', undefined, ''],
  ['false', false, ''],
  ['true', true, ''],
  ['html', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  ['raw text', raw('<hr>'), '<hr>'],
  ['a list', [html`<i></i>`, '<', null, [1]], '<i></i>&lt;1'],
  ['an iterable', new Set(['<', 2]), '&lt;2'],
  ['an object with words of its own', new URL('http://a/?b=1&c'), 'http://a/?b=1&amp;c'],
  ['a boxed string', new String('<'), '&lt;']
])('interpolates %s', (_case, value, text) => {
  expect(String(html`<p>${value}</p>`)).toBe(`<p>${text}</p>`)
})

it.each([
  ['an object', {}, 'A Object stands in an html template.'],
  ['an object without prototype', Object.create(null), 'A Object stands'],
  ['a function', () => '', 'A Function stands'],
  ['a symbol', Symbol('a'), 'A Symbol stands'],
  ['a promise', Promise.resolve('a'), 'await it first'],
  ['a promise in a list', [Promise.resolve('a')], 'await it first']
])('refuses %s', (_case, value, message) => {
  expect(() => html`<p>${value}</p>`).toThrow(
    expect.objectContaining({
      code: 'HTTP_BAD_HTML_VALUE',
      message: expect.stringContaining(message)
    })
  )
})

it('keeps what stands in the template', () => {
  expect(String(html`&amp; \${${1}${2}`)).toBe('&amp; ${12')
})

it('is text in JSON', () => expect(JSON.stringify([html`<br />`])).toBe('["<br />"]'))

it('escapes once', () => {
  const escaped = escapeHtml('<')
  expect([escaped, String(html`${new SafeHtml(escaped)}`)]).toEqual(['&lt;', '&lt;'])
})

it.each([html`<p>${'<'}</p>`, '<p>&lt;</p>'])('becomes a page: %s', (page) => {
  const response = new HtmlResponse(page, { status: 404 })
  expect([response.status, response.content]).toEqual([404, '<p>&lt;</p>'])
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
})
