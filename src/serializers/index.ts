export { Type, type Static } from '@sinclair/typebox'
export type { SerializerClass } from './definition'
export { omit, partial, pick } from './derive'
export { BadOutput } from './output'
export {
  computed,
  ModelSerializer,
  type Computed,
  type SerializerOptions
} from './model-serializer'
export { Serializer } from './serializer'
