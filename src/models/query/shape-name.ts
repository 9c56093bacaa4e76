// what may stand in a shape as it is: none of these characters has a meaning there
const PLAIN = /^[\w$.-]+$/

/** A name as part of a shape, so that no name can pass for another part of it. */
export function shapeOfName(name: string): string {
  return PLAIN.test(name) ? name : JSON.stringify(name)
}

/** Names as part of a shape. */
export function shapeOfNames(names: readonly string[]): string {
  return names.map(shapeOfName).join()
}
