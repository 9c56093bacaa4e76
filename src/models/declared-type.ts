/** Whether a column was declared by a class of bytes: `@Column() photo!: Buffer`. */
export function isBytes(type: unknown): boolean {
  return typeof type === 'function' && (type === Uint8Array || type.prototype instanceof Uint8Array)
}
