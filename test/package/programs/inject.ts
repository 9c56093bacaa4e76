import { Controller, createApp, Get, Route } from 'nuages'

@Route('/hello')
class HelloController extends Controller {
  @Get('')
  hello() {
    return 'Hello, Jest!'
  }
}

it('answers', async () => {
  const app = await createApp({ controllers: [HelloController], database: false })
  expect((await app.inject('/hello')).body).toBe('Hello, Jest!')
  await app.close()
})
