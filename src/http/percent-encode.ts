/** Write what `unsafe` (a global expression) finds as percent-encoded UTF-8; half a surrogate pair becomes U+FFFD. */
export function percentEncode(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, (run) =>
    Buffer.from(run).toString('hex').toUpperCase().replace(/../g, '%$&')
  )
}
