import { nearest, NuagesError } from '../errors'

/** A serializer names a field that its model does not have. */
export class UnknownSerializerField extends NuagesError {
  constructor(serializer: string, model: string, name: string, known: readonly string[]) {
    const near = nearest(name, known)
    super(
      'SERIALIZERS_UNKNOWN_FIELD',
      `${serializer} names "${name}", which ${model} does not have.`,
      near.length > 0
        ? `Did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`
        : `${model} has ${known.join(', ')}.`
    )
  }
}

/** A serializer would put a column into answers that is declared never to be read. */
export class HiddenField extends NuagesError {
  constructor(serializer: string, model: string, name: string) {
    super(
      'SERIALIZERS_HIDDEN_FIELD',
      `${serializer} names "${name}", which ${model} declares with select: false.`,
      `Leave it out, or take it as input alone: { writeOnly: ['${name}'] }.`
    )
  }
}

/** A serializer asks a column for fields of its own, or an object for none. */
export class BadNesting extends NuagesError {
  constructor(serializer: string, name: string, what: string, hint: string) {
    super('SERIALIZERS_BAD_NESTING', `${serializer} names "${name}", ${what}.`, hint)
  }
}

/** An option of a serializer speaks of a field that the serializer does not have. */
export class UnknownOption extends NuagesError {
  constructor(serializer: string, option: string, name: string, known: readonly string[]) {
    super(
      'SERIALIZERS_UNKNOWN_OPTION',
      `The option ${option} of ${serializer} speaks of "${name}", which is none of its fields.`,
      `Its fields are ${known.join(', ')}.`
    )
  }
}
