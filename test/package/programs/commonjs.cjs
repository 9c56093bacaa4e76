'use strict'
const { Controller, createApp, Get, Route } = require('nuages')

class HelloController extends Controller {
  hello() {
    return { hello: 'CommonJS' }
  }
}
Route('/hello')(HelloController)
Get('')(HelloController.prototype, 'hello', {})

async function main() {
  const app = await createApp({
    controllers: [HelloController],
    database: false,
    logger: false,
    allowedHosts: ['127.0.0.1']
  })
  const address = await app.listen({ port: 0 })
  const response = await fetch(`${address}/hello`)
  console.log(JSON.stringify(await response.json()))
  await app.close()
}

main()
