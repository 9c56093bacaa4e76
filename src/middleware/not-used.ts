import { NuagesError } from '../errors'

/** Thrown by a middleware's constructor that has nothing to do here: it is left out of the chain. */
export class MiddlewareNotUsed extends NuagesError {
  constructor(why = 'A middleware is not used.') {
    super('MIDDLEWARE_NOT_USED', why)
  }
}
