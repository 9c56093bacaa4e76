import { fastify } from 'fastify'
import { listen } from '../listen'
import { idSchema, newRowSchema, RESOURCES, rowSchema } from './schemas'

const params = { $ref: 'id#' }
const body = { $ref: 'new-row#' }
const row = { $ref: 'row#' }
const rows = { type: 'array', items: row }

interface One {
  Params: { id: number }
}

export async function start() {
  const app = fastify()
  for (const schema of [rowSchema, newRowSchema, idSchema]) app.addSchema(schema)
  for (let index = 0; index < RESOURCES; index++) {
    const path = `/r${index}`
    const list = () => [{ id: 1, title: 'one' }]
    const show = ({ id }: { id: number }) => ({ id, title: 'one' })
    app.get(path, { schema: { response: { 200: rows } } }, list)
    app.post(path, { schema: { body, response: { 201: row } } }, () => show({ id: 1 }))
    app.get<One>(`${path}/:id`, { schema: { params, response: { 200: row } } }, (request) =>
      show(request.params)
    )
    app.put<One>(`${path}/:id`, { schema: { params, body, response: { 200: row } } }, (request) =>
      show(request.params)
    )
    app.delete<One>(`${path}/:id`, { schema: { params } }, (_request, reply) =>
      reply.code(204).send()
    )
  }
  return listen(app)
}
