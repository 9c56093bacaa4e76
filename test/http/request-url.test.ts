import { decodePath, encodeTarget, resolveUrl, splitTarget } from '../../src/http/request-url'

it.each([
  ['/a', '/a', ''],
  ['/a?b=c', '/a', 'b=c'],
  ['/a?b?c#d', '/a', 'b?c#d'],
  ['/a#b?c', '/a', 'b?c'],
  ['http://x.example/a?b', '/a', 'b'],
  ['http://x.example?b', '/', 'b'],
  ['http://x.example', '/', ''],
  ['//x.example/a', '//x.example/a', ''],
  ['*', '*', '']
])('takes %s apart', (url, path, query) => expect(splitTarget(url)).toEqual({ path, query }))

it.each([
  ['/a', '/a'],
  ['/a%20b', '/a b'],
  ['/%C3%A9', '/é'],
  ['/%c3%A9/%e2%82%ac', '/é/€'],
  ['/a%2Fb', '/a/b'],
  ['/%2525', '/%25'],
  ['/100%', '/100%'],
  ['/%zz%41', '/%zzA'],
  ['/%FF', '/\ufffd']
])('decodes %s once', (path, expected) => expect(decodePath(path)).toBe(expected))

it.each([
  ['/a%20b', 'c=%C3%A9', '/a%20b?c=%C3%A9'],
  ['/a<b>"c\'', 'd=<e>', "/a%3Cb%3E%22c'?d=%3Ce%3E"],
  ['/100%', '%zz', '/100%25?%25zz'],
  ['/\xc3\xa9', '', '/%C3%A9'],
  ['//evil.example/', 'a#b', '/%2Fevil.example/?a%23b'],
  ['/a/b;c=d:e@f,g', 'h[]=i|j', '/a/b;c=d:e@f,g?h[]=i%7Cj']
])('encodes %s?%s', (path, query, expected) => expect(encodeTarget({ path, query })).toBe(expected))

it.each([
  ['../c', 'http://h/c'],
  ['c?d', 'http://h/a/c?d'],
  ['?d', 'http://h/a/b?d'],
  ['/x/./y/../z', 'http://h/x/z'],
  ['//other/c', 'http://other/c'],
  ['/é', 'http://h/%C3%A9'],
  ['', 'http://h/a/b'],
  ['https://h/x/../y', 'https://h/x/../y'],
  ['mailto:a@b.example', 'mailto:a@b.example']
])('resolves "%s"', (location, expected) =>
  expect(resolveUrl(location, 'http://h/a/b')).toBe(expected)
)

it('refuses what makes no URL', () =>
  expect(() => resolveUrl('//[', 'http://h/')).toThrow(
    expect.objectContaining({ code: 'HTTP_BAD_URL' })
  ))
