import 'reflect-metadata'

export { BootError, NuagesError, type Problem } from './errors'
export type { Limits, ProxySettings, ResolvedSettings, Settings } from './settings'
export { Signal, type Receiver } from './signals'

export { HttpRequest } from './http/request'
export type { RouteInfo } from './http/route-info'
export { HttpResponse, type ResponseOptions } from './http/response'
export type { HeaderValue, ResponseHeaders } from './http/headers'
export type { CookieOptions } from './http/set-cookie'
export { JsonResponse } from './http/json-response'
export { encodeJson } from './http/json-encoder'
export { escapeHtml, html, raw, SafeHtml } from './http/html'
export { HtmlResponse } from './http/html-response'
export { cdata, escapeXml, xml, type XmlNode } from './http/xml'
export { XmlResponse } from './http/xml-response'
export { DisallowedRedirect, Redirect } from './http/redirect'
export { StreamResponse } from './http/stream-response'
export { EventStream, type EventClient, type EventStreamOptions } from './http/event-stream'
export type { ServerEvent } from './http/event-text'
export { FileResponse, type FileResponseOptions } from './http/file-response'
export { Gone, NoContent, NotAllowed, NotModified } from './http/status-responses'
export { DisallowedHost } from './http/host'
export { BadSignature, signCookie, SignatureExpired, unsignCookie } from './http/signing'
export {
  BadRequest,
  Conflict,
  HttpError,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  PayloadTooLarge,
  PermissionDenied,
  PreconditionFailed,
  RangeNotSatisfiable,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
  type FieldError,
  type HttpErrorOptions
} from './http/exceptions'

export type {
  Middleware,
  MiddlewareClass,
  MiddlewareFunction,
  MiddlewareLike,
  Next
} from './middleware/middleware'
export { MiddlewareNotUsed } from './middleware/not-used'
export { condition, type Validators } from './middleware/condition'
export { ConditionalGet } from './middleware/conditional-get'

export {
  Delete,
  Get,
  Head,
  Meta,
  NoRoute,
  Options,
  Patch,
  Post,
  Put,
  Route,
  Use
} from './routing/decorators'
export { Body, Cookie, Header, Param, Query, Req, Res } from './routing/parameter-decorators'
export { registerConverter, type Converter, type PathConverters } from './routing/converters'
export type { PathParams } from './routing/path-params'
export { include, path, rePath, type UrlEntry } from './routing/urlconf'
export { NoReverseMatch } from './routing/reverser'
export type { RouteRecord } from './routing/route-record'

export { Controller } from './controllers/controller'

export { createApp } from './application/create-app'
export type { Application } from './application/application'
export type { AppSettings } from './application/app-settings'
export type { ErrorHandler } from './application/error-response'
export { requestException, requestFinished, requestStarted } from './application/request-signals'
export { url } from './application/url'
