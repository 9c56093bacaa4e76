import { HttpResponse, type ResponseOptions } from './response'

/** 204: done, and there is nothing to show. */
export class NoContent extends HttpResponse {
  constructor(options?: Omit<ResponseOptions, 'status'>) {
    super('', { ...options, status: 204 })
    this.headers.delete('Content-Type')
  }
}

/** 304: what the client has is still good. */
export class NotModified extends HttpResponse {
  constructor(options?: Omit<ResponseOptions, 'status'>) {
    super('', { ...options, status: 304 })
    this.headers.delete('Content-Type')
  }
}

/** 405: the path answers these methods alone. */
export class NotAllowed extends HttpResponse {
  constructor(allowed: readonly string[], body = '', options?: Omit<ResponseOptions, 'status'>) {
    super(body, { ...options, status: 405 })
    this.headers.set('Allow', allowed.join(', '))
  }
}

/** 410: it was here and will not come back. */
export class Gone extends HttpResponse {
  constructor(body = '', options?: Omit<ResponseOptions, 'status'>) {
    super(body, { ...options, status: 410 })
  }
}
