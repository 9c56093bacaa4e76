import { cdata, escapeXml, xml, type XmlContent } from '../../src/http/xml'
import { XmlResponse } from '../../src/http/xml-response'

it.each<[string, XmlContent, string]>([
  ['text', 'a < b & "c" ]]>', 'a &lt; b &amp; "c" ]]&gt;'],
  ['a carriage return', 'a\r\n', 'a&#13;\n'],
  ['a number', 1.5, '1.5'],
  ['a BigInt', 7n, '7'],
  ['false', false, 'false'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['an element', xml('b', {}, '<'), '<b>&lt;</b>'],
  ['a list', [xml('b'), ['c', null]], '<b/>c'],
  ['an iterable', new Set(['b', 'c']), 'bc'],
  ['an emoji', '😀', '😀'],
  ['characters that XML does not have', 'a\0\b\x0b\x1f\ufffe\uffffb', 'ab']
])('writes %s', (_case, content, text) => {
  expect(String(xml('a', {}, content))).toBe(`<a>${text}</a>`)
})

it.each([[null], [undefined], [''], [[]]])('writes an empty element for %j', (content) => {
  expect(String(xml('a', {}, content))).toBe('<a/>')
})

it('writes attributes', () => {
  const attributes = { 'xml:lang': 'fr', b: '"<&\'\n\t\x01', c: 1, d: true, e: null, f: undefined }
  expect(String(xml('a:b', attributes))).toBe(
    '<a:b xml:lang="fr" b="&quot;&lt;&amp;\'&#10;&#9;" c="1" d="true"/>'
  )
})

it.each(['', '1a', 'a b', 'a>', 'a:b:c', ':a', '-a', '<script>', 'a"', 'a\n', '\ud800'])(
  'refuses the name %j',
  (name) => {
    expect(() => xml(name)).toThrow('HTTP_BAD_XML_NAME')
    expect(() => xml('a', { [name]: 'x' })).toThrow('HTTP_BAD_XML_NAME')
  }
)

it.each(['a', '_a-1.b', 'é', 'atom:link', '\u{10000}'])('takes the name %s', (name) => {
  expect(String(xml(name))).toBe(`<${name}/>`)
})

it.each([[{}], [Promise.resolve('a')], [() => 'a']])('refuses the value %p', (value) => {
  expect(() => xml('a', {}, value as XmlContent)).toThrow('HTTP_BAD_XML_VALUE')
  expect(() => xml('a', { b: value as unknown as string })).toThrow('HTTP_BAD_XML_VALUE')
})

it('cannot leave a CDATA section early', () => {
  expect(String(cdata('a ]]> <b> \0'))).toBe('<![CDATA[a ]]]]><![CDATA[> <b> ]]>')
})

it('escapes text alone', () => expect(escapeXml('<')).toBe('&lt;'))

it('becomes a document under a declaration', () => {
  const response = new XmlResponse(xml('feed', { xmlns: 'http://www.w3.org/2005/Atom' }))
  expect(response.content).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"/>'
  )
  expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
})

it('takes a type and text as it is', () => {
  const response = new XmlResponse('<a/>', { contentType: 'application/atom+xml' })
  expect([response.content, response.headers.get('Content-Type')]).toEqual([
    '<a/>',
    'application/atom+xml'
  ])
})
