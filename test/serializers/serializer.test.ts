import { Body, Controller, createApp, Post, Route } from '../../src'
import { Serializer, Type } from '../../src/serializers'

class Login extends Serializer(
  Type.Object({
    email: Type.String({ format: 'email' }),
    remember: Type.Boolean({ default: false })
  })
) {}

@Route('/login')
class LoginController extends Controller {
  @Post('/', { returns: [Login] })
  login(@Body() login: Login) {
    return [{ email: login.email, remember: login.remember, secret: 1 }]
  }

  @Post('/given', { returns: Login })
  given(@Body(Login) login: Login) {
    return login
  }
}

const login = async (payload: object, url = '/login/') => {
  const app = await createApp({ controllers: [LoginController], database: false, logger: false })
  const response = await app.inject({ method: 'POST', url, payload })
  await app.close()
  return response
}

it('takes and gives what its schema says', async () => {
  const response = await login({ email: 'a@example.com' })
  expect(response.json()).toEqual([{ email: 'a@example.com', remember: false }])
})

it('may be given instead of told by its type', async () => {
  const response = await login({ email: 'a@example.com', remember: true }, '/login/given')
  expect(response.json()).toEqual({ email: 'a@example.com', remember: true })
})

it('refuses what does not fit', async () => {
  const response = await login({ email: 'nobody' })
  expect(response.statusCode).toBe(422)
  expect(response.json()).toMatchObject({ errors: [{ path: 'email', code: 'format' }] })
})
