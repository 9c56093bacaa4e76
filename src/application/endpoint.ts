import type { FastifyReply } from 'fastify'
import { compileAction, type Action } from '../controllers/action'
import { readerOf, readingQueries } from '../controllers/query-result'
import { prepareResponse, resultShape, type ResultShape } from '../controllers/result'
import type { HttpRequest } from '../http/request'
import type { HttpResponse } from '../http/response'
import { composeChain, type View } from '../middleware/chain'
import { isPromise, type MaybePromise, type Run, type ToErrorResponse } from '../middleware/hooks'
import type { RouteRecord } from '../routing/route-record'
import type { ActionTransaction } from './action-transactions'
import type { MiddlewareRegistry } from './middleware-registry'
import { SentResponse, watchReply, type Responder } from './responder'

/** Answers a request whose route is known; never fails and never waits: the reply is sent when it is ready. */
export type Endpoint = (request: HttpRequest, reply: FastifyReply) => void

export interface Pipeline {
  readonly development: boolean
  readonly middleware: MiddlewareRegistry
  readonly toErrorResponse: ToErrorResponse
  readonly responder: Responder
  instanceOf(controller: object): unknown
  readonly transactionOf: ActionTransaction
}

/** Compile everything between Fastify's handler call and the action of one route. */
export function compileEndpoint(record: RouteRecord, pipeline: Pipeline): Endpoint {
  const instance = record.isMethod ? pipeline.instanceOf(record.controller) : undefined
  const shape = resultShape(record, pipeline.development)
  const action = readingQueries(
    compileAction(record, instance, pipeline.transactionOf(record, instance, readerOf(shape))),
    shape
  )
  const takesReply = record.arguments.some(({ source }) => source === 'reply')
  const layers = pipeline.middleware.layersFor(record.middleware)
  if (layers.length === 0 && !takesReply) return direct(action, shape, pipeline.responder)

  const view = takesReply ? answeringAction(action, shape) : viewOf(action, shape)
  const { toErrorResponse, responder } = pipeline
  return sending(composeChain(layers, { view, route: record, toErrorResponse }), responder)
}

/** The same chain around something that is no action: an error of the server, a 404, a 405. */
export function compileFallback(view: View, pipeline: Pipeline): Endpoint {
  const layers = pipeline.middleware.layersFor([])
  const { toErrorResponse, responder } = pipeline
  return sending(composeChain(layers, { view, toErrorResponse }), responder)
}

/** No middleware, so no response object: what is returned goes straight to the server. */
function direct(action: Action, shape: ResultShape, responder: Responder): Endpoint {
  return (request, reply) => {
    try {
      const value = action(request, reply)
      if (!isPromise(value)) return responder.sendValue(request, reply, value, shape)
      value.then(
        (ready) => responder.sendValue(request, reply, ready, shape),
        (error: unknown) => responder.fail(request, reply, error)
      )
    } catch (error) {
      responder.fail(request, reply, error)
    }
  }
}

function viewOf(action: Action, shape: ResultShape): View {
  return (request, reply) => {
    const value = action(request, reply)
    return isPromise(value)
      ? value.then((ready) => prepareResponse(ready, shape, request))
      : prepareResponse(value, shape, request)
  }
}

/** An action that has the reply may answer through it and return nothing, or the reply itself. */
function answeringAction(action: Action, shape: ResultShape): View {
  return (request, reply) => {
    watchReply(reply as FastifyReply)
    const value = action(request, reply)
    // a reply is thenable: awaiting it would wait for its own end
    if (value === reply) return new SentResponse()
    return isPromise(value)
      ? value.then((ready) => answer(ready, request, reply as FastifyReply))
      : answer(value, request, reply as FastifyReply)
  }

  function answer(
    value: unknown,
    request: HttpRequest,
    { statusCode }: FastifyReply
  ): MaybePromise<HttpResponse> {
    if (value === undefined) return new SentResponse()
    // reply.code(201) is for the value that is returned, as its headers are
    const status = statusCode === 200 ? shape.status : statusCode
    return prepareResponse(value, { ...shape, status }, request)
  }
}

function sending(run: Run, responder: Responder): Endpoint {
  return (request, reply) => {
    const response = run(request, reply)
    if (!isPromise(response)) return responder.send(request, reply, response)
    response.then(
      (ready) => responder.send(request, reply, ready),
      (error: unknown) => responder.fail(request, reply, error)
    )
  }
}
