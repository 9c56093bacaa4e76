import type { Slot, Values } from './pattern-slots'

export type RawValues = Readonly<Record<string, string>>
export type Convert = (raw: RawValues) => Values | undefined

const NO_VALUES: Values = Object.freeze({})

/**
 * Values from what Fastify found, where `keys` name the slots in its `params`.
 *
 * It runs once for each request: the usual numbers of parameters have closures of their own, without loops.
 */
export function converterOf(slots: readonly Slot[], keys: readonly string[]): Convert {
  if (slots.length === 0) return () => NO_VALUES
  if (slots.length > 2 || !slots.every(({ isLone }) => isLone)) return anyNumber(slots, keys)
  return slots.length === 1 ? one(slots[0]!, keys[0]!) : two(slots, keys)
}

function one(slot: Slot, key: string): Convert {
  const { name } = slot.parameters[0]!
  return (raw) => {
    const value = slot.readValue(raw[key]!)
    if (value === undefined) return undefined
    // assigned: a computed name in a literal takes twice as long once several patterns have run here
    const values: Values = {}
    values[name] = value
    return values
  }
}

function two([first, second]: readonly Slot[], [firstKey, secondKey]: readonly string[]): Convert {
  const firstName = first!.parameters[0]!.name
  const secondName = second!.parameters[0]!.name
  return (raw) => {
    const value = first!.readValue(raw[firstKey!]!)
    if (value === undefined) return undefined
    const other = second!.readValue(raw[secondKey!]!)
    if (other === undefined) return undefined
    const values: Values = {}
    values[firstName] = value
    values[secondName] = other
    return values
  }
}

function anyNumber(slots: readonly Slot[], keys: readonly string[]): Convert {
  return (raw) => {
    const values: Values = {}
    for (let index = 0; index < slots.length; index++) {
      if (!slots[index]!.readInto(values, raw[keys[index]!]!)) return undefined
    }
    return values
  }
}
