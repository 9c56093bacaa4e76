import { NuagesError } from '../errors'

/** A piece of XML, escaped already. */
export class XmlNode {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }
}

export type XmlValue = string | number | bigint | boolean | Date | null | undefined
export type XmlContent = XmlNode | XmlValue | Iterable<XmlContent>

/**
 * An element. Text and attributes are escaped, a Date is written as ISO 8601, a list as its items; null and undefined
 * are nothing. Characters that XML 1.0 does not have (control characters) are left out.
 *
 *     xml('entry', { 'xml:lang': 'en' }, xml('title', {}, 'a < b'), xml('updated', {}, new Date()))
 */
export function xml(
  name: string,
  attributes: Readonly<Record<string, XmlValue>> = {},
  ...content: readonly XmlContent[]
): XmlNode {
  let start = checkedName(name)
  for (const key in attributes) {
    const value = attributes[key]
    if (value === null || value === undefined) continue
    start += ` ${checkedName(key)}="${escapeAttribute(textOf(value))}"`
  }
  const inside = xmlOf(content)
  return new XmlNode(inside === '' ? `<${start}/>` : `<${start}>${inside}</${name}>`)
}

/** Text as a CDATA section, for readers that want one. */
export function cdata(text: string): XmlNode {
  const safe = text.replace(NOT_XML, '').replaceAll(']]>', ']]]]><![CDATA[>')
  return new XmlNode(`<![CDATA[${safe}]]>`)
}

/** `text` for an element's content. */
export function escapeXml(text: string): string {
  // a bare carriage return would be read back as a line feed (XML 1.0, 2.11)
  return text.replace(NOT_XML, '').replace(/[&<>\r]/g, (character) => ENTITIES[character]!)
}

// XML 1.0 (fifth edition), 2.2 Char and 2.3 Name, with the colon of a namespace prefix
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const NAME_START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NAME_PART = `[${NAME_START}][\\u0300-\\u036F${NAME_START}\\-.0-9\\xB7\\u203F-\\u2040]*`
const NAME = new RegExp(`^${NAME_PART}(?::${NAME_PART})?$`, 'u')
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;'
}

function escapeAttribute(text: string): string {
  // white space in an attribute is read back as a space unless it is written as a reference (XML 1.0, 3.3.3)
  return text.replace(NOT_XML, '').replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]!)
}

function xmlOf(content: XmlContent): string {
  if (content instanceof XmlNode) return content.text
  if (content === null || content === undefined) return ''
  if (typeof content === 'object' && Symbol.iterator in content) {
    let text = ''
    for (const item of content) text += xmlOf(item)
    return text
  }
  return escapeXml(textOf(content))
}

function textOf(value: Exclude<XmlValue, null | undefined>): string {
  if (typeof value !== 'object' && typeof value !== 'function') return String(value)
  if (value instanceof Date) return value.toISOString()
  throw new NuagesError(
    'HTTP_BAD_XML_VALUE',
    `${Object.prototype.toString.call(value)} stands in an XML document.`,
    'Put text, a number, a date or what xml() returned there; await a promise first.'
  )
}

function checkedName(name: string): string {
  if (NAME.test(name)) return name
  throw new NuagesError(
    'HTTP_BAD_XML_NAME',
    `${JSON.stringify(name)} is not the name of an XML element or attribute.`,
    'Begin with a letter or "_", go on with letters, digits, "-", "_" and ".".'
  )
}
