import type { SafeHtml } from './html'
import { HttpResponse, type ResponseOptions } from './response'

/** A page: what `html` made, or text that is sent as it is. */
export class HtmlResponse extends HttpResponse {
  constructor(page: SafeHtml | string, options?: ResponseOptions) {
    super(String(page), options)
  }
}
