import type { Static, TSchema } from '@sinclair/typebox'
import { serializerClass, type SerializerClass } from './definition'

/**
 * A serializer of what is no model, to be extended: `class Login extends Serializer(Type.Object({ … })) {}`. The class
 * is the type of its values, and stands wherever a schema may.
 */
export function Serializer<S extends TSchema>(schema: S): SerializerClass<Static<S>> {
  return serializerClass({ kind: 'schema', schema })
}
