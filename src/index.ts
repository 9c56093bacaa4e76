import 'reflect-metadata'

export { BootError, NuagesError, type Problem } from './errors'
export type { Limits, ProxySettings, ResolvedSettings, Settings } from './settings'
export { Signal, type Receiver } from './signals'

export { HttpRequest } from './http/request'
export type { RouteInfo } from './http/route-info'
export { HttpResponse, type ResponseOptions } from './http/response'
export type { HeaderValue, ResponseHeaders } from './http/headers'
export type { MediaRange } from './http/accept'
export type { CookieOptions } from './http/set-cookie'
export { JsonResponse, type JsonResponseOptions } from './http/json-response'
export { encodeJson } from './http/json-encoder'
export { escapeHtml, html, raw, SafeHtml } from './http/html'
export { HtmlResponse } from './http/html-response'
export { cdata, escapeXml, xml, type XmlContent, type XmlNode, type XmlValue } from './http/xml'
export { XmlResponse } from './http/xml-response'
export { DisallowedRedirect, Redirect } from './http/redirect'
export { StreamResponse } from './http/stream-response'
export {
  EventStream,
  type EventClient,
  type EventSource,
  type EventStreamOptions
} from './http/event-stream'
export type { ServerEvent } from './http/event-text'
export { FileResponse, type FileResponseOptions } from './http/file-response'
export type { RootedPath } from './http/file-source'
export { Gone, NoContent, NotAllowed, NotModified } from './http/status-responses'
export { DisallowedHost } from './http/host'
export {
  BadSignature,
  signCookie,
  SignatureExpired,
  unsignCookie,
  type UnsignOptions
} from './http/signing'
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
  Use,
  type ActionDecorator,
  type ActionOptions,
  type ClassOrMethodDecorator,
  type RouteDecorator
} from './routing/decorators'
export type { ControllerClass, RouteOptions } from './routing/metadata'
export {
  Body,
  Cookie,
  Header,
  Param,
  Query,
  Req,
  Res,
  type ArgumentDecorator
} from './routing/parameter-decorators'
export { registerConverter, type Converter, type PathConverters } from './routing/converters'
export type { PathParams } from './routing/path-params'
export {
  include,
  path,
  rePath,
  type ControllerEntry,
  type IncludeEntry,
  type IncludeOptions,
  type PathEntry,
  type PathOptions,
  type UrlEntry
} from './routing/urlconf'
export { NoReverseMatch, type Url, type UrlArguments, type UrlOptions } from './routing/reverser'
export type { ArgumentRecord, RouteRecord } from './routing/route-record'

export { Controller } from './controllers/controller'

export { createApp } from './application/create-app'
export type { Application } from './application/application'
export type { AppSettings, FastifyOptions } from './application/app-settings'
export type { RouteList } from './application/route-list'
export type { ErrorHandler } from './application/error-response'
export { requestException, requestFinished, requestStarted } from './application/request-signals'
export { url } from './application/url'
