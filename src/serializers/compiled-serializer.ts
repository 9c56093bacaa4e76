import type { EntityClass } from '../models/bound-models'
import { describeModel } from '../models/description/describe-model'
import { membersOf, readTreeOf } from './shape-read'
import { shapeOfTree, type Reading } from '../models/query/read-tree'
import type { JsonSchema } from './column-schema'
import { DEFINITION, type Definition, type SerializerClass } from './definition'
import { shapeOfModel } from './model-shape'
import { compileParse, type Parse } from './shape-input'
import { compileWrite, type Write } from './shape-output'
import { inputSchema, outputSchema } from './shape-schema'

/** A serializer as later stages use it. */
export interface CompiledSerializer {
  readonly name: string
  readonly input: JsonSchema
  readonly output: JsonSchema
  /** What has to be done to input that fits; undefined where nothing has to be. */
  readonly parse?: Parse
  /** Of a model: how rows are written, and read. */
  readonly write?: Write
  readonly reading?: Reading
  readonly model?: EntityClass
}

const compiled = new WeakMap<SerializerClass, CompiledSerializer>()

/** Compile a serializer once; that of a model when its database is open. */
export function compiledSerializer(serializer: SerializerClass): CompiledSerializer {
  let known = compiled.get(serializer)
  if (known === undefined) {
    known = compile(nameOf(serializer), serializer[DEFINITION])
    compiled.set(serializer, known)
  }
  return known
}

// a class that nobody named
function nameOf(serializer: SerializerClass): string {
  const definition = serializer[DEFINITION]
  if (serializer.name !== '') return serializer.name
  return definition.kind === 'model' ? `A serializer of ${definition.model.name}` : 'A serializer'
}

function compile(name: string, definition: Definition): CompiledSerializer {
  if (definition.kind === 'schema') {
    return { name, input: definition.schema, output: definition.schema }
  }
  const { model, fields, options, isPartial } = definition
  const shape = shapeOfModel(name, describeModel(model), fields, options)
  const tree = readTreeOf(shape)
  const members = membersOf(shape)
  return {
    name,
    model,
    input: inputSchema(shape, isPartial),
    output: outputSchema(shape),
    parse: compileParse(shape),
    write: compileWrite(shape),
    reading: { tree, members, shape: `read ${shapeOfTree(tree)} ${JSON.stringify(members)}` }
  }
}
