import { contentDisposition } from '../../src/http/content-disposition'

it.each([
  ['', 'attachment'],
  ['a.txt', 'attachment; filename="a.txt"'],
  ['a b,c;d=e.txt', 'attachment; filename="a b,c;d=e.txt"'],
  ['say "hi".txt', 'attachment; filename="say \\"hi\\".txt"'],
  ['/etc/passwd', 'attachment; filename="passwd"'],
  ['..\\..\\boot.ini', 'attachment; filename="boot.ini"'],
  ['dir/', 'attachment'],
  ['100%.txt', 'attachment; filename="100%.txt"'],
  ['a%41.txt', 'attachment; filename="a%41.txt"; filename*=UTF-8\'\'a%2541.txt'],
  ['été.txt', 'attachment; filename="_t_.txt"; filename*=UTF-8\'\'%C3%A9t%C3%A9.txt'],
  ['😀 (1)\'*.txt', 'attachment; filename="_ (1)\'*.txt"; filename*=UTF-8\'\'%F0%9F%98%80%20%281%29%27%2A.txt'], // prettier-ignore
  ['\ud800.txt', 'attachment; filename="_.txt"; filename*=UTF-8\'\'%EF%BF%BD.txt'],
  ['a\r\nSet-Cookie: b=c\0.txt', 'attachment; filename="aSet-Cookie: b=c.txt"'],
  ['a\u202egpj.exe', 'attachment; filename="agpj.exe"']
])('offers %j', (name, header) => expect(contentDisposition('attachment', name)).toBe(header))

it('shows a file inline', () => {
  expect(contentDisposition('inline', 'a.txt')).toBe('inline; filename="a.txt"')
  expect(contentDisposition('inline')).toBe('inline')
})
