import { createRequire } from 'node:module'
import { Controller, createApp, Get, Route } from 'nuages'
import { Model } from 'nuages/models'

class HelloController extends Controller {
  hello() {
    return { hello: 'ESM' }
  }
}
Route('/hello')(HelloController)
Get('')(HelloController.prototype, 'hello', {})

const app = await createApp({
  controllers: [HelloController],
  database: false,
  logger: false,
  allowedHosts: ['localhost']
})
const response = await app.inject({ url: '/hello', headers: { host: 'localhost' } })
await app.close()

const require = createRequire(import.meta.url)
const isOneCopy =
  require('nuages').Controller === Controller && require('nuages/models').Model === Model
console.log(JSON.stringify({ ...response.json(), isOneCopy }))
