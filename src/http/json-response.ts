import { encodeJson } from './json-encoder'
import { HttpResponse, type ResponseOptions } from './response'

export interface JsonResponseOptions<T = unknown> extends ResponseOptions {
  /** Makes the text; default `encodeJson`. */
  readonly encode?: (data: T) => string
}

/** `data` as JSON, made when it is sent or read: until then a middleware may look at `data`. */
export class JsonResponse<T = unknown> extends HttpResponse {
  /** Makes the text: the application puts the compiled serializer of the route here. */
  encoder: (data: T) => string
  private isEncoded = false
  /** Text that came without its data. */
  private source: string | undefined

  constructor(
    private value: T,
    options: JsonResponseOptions<T> = {}
  ) {
    super('', options, 'application/json; charset=utf-8')
    this.encoder = options.encode ?? encodeJson
  }

  /** A response of JSON text; its data is read from the text where somebody asks for it. */
  static ofText(text: string, options: JsonResponseOptions = {}): JsonResponse {
    const response = new JsonResponse(undefined as unknown, options)
    response.content = text
    response.source = text
    return response
  }

  get data(): T {
    if (this.source !== undefined) {
      this.value = JSON.parse(this.source) as T
      // whoever has the data may change it; content that somebody set stays
      if (this.body === this.source) this.isEncoded = false
      this.source = undefined
    }
    return this.value
  }

  override get content(): string | Buffer {
    if (!this.isEncoded) this.content = this.encoder(this.data)
    return this.body
  }

  override set content(body: string | Buffer) {
    this.body = body
    this.isEncoded = true
  }
}
