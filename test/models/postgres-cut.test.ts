import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { openDatabase } from '../../src/models/open-database'

/** A message of PostgreSQL's protocol: its type, its length, its text. */
function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)])
}

const WELCOME = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')])
const FAREWELL = message('E', 'SFATAL\0C57P01\0Mterminating connection\0\0')

let server: Server
afterEach(async () => {
  server.close()
  await once(server, 'close')
})

it('survives a server that ends a connection in the packet that opens it', async () => {
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([WELCOME, FAREWELL])))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const database = `postgres://postgres@127.0.0.1:${port}/test?sslmode=disable`
  await expect(openDatabase({ database, entities: [] })).rejects.toThrow(/terminat|not queryable/)
})
