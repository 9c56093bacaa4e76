import { HttpResponse, type ResponseOptions } from './response'
import type { XmlNode } from './xml'

/** An XML document: what `xml` made, under an XML declaration, or text that is sent as it is. */
export class XmlResponse extends HttpResponse {
  constructor(document: XmlNode | string, options?: ResponseOptions) {
    const text = typeof document === 'string' ? document : `${DECLARATION}\n${document}`
    super(text, options, 'application/xml; charset=utf-8')
  }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
