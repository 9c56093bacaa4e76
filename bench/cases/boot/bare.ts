import { fastify } from 'fastify'
import { listen } from '../listen'
import { idSchema, newRowSchema, RESOURCES, rowSchema, rowsSchema } from './schemas'

interface One {
  Params: { id: number }
}

export async function start() {
  const app = fastify()
  // shared by `$id`: a schema that stands in each route is compiled for each route
  const shared = { row: rowSchema, rows: rowsSchema, 'new-row': newRowSchema, id: idSchema }
  for (const [$id, schema] of Object.entries(shared)) app.addSchema({ ...schema, $id })
  const [row, rows, body, params] = ['row', 'rows', 'new-row', 'id'].map((id) => ({
    $ref: `${id}#`
  }))
  for (let index = 0; index < RESOURCES; index++) {
    const path = `/r${index}`
    const list = () => [{ id: 1, title: 'one' }]
    const show = ({ id }: { id: number }) => ({ id, title: 'one' })
    app.get(path, { schema: { response: { 200: rows } } }, list)
    app.post(path, { schema: { body, response: { 201: row } } }, (_request, reply) =>
      reply.code(201).send(show({ id: 1 }))
    )
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
