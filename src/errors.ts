/** An error with a code, what happened to what, and the way out. */
export class NuagesError extends Error {
  constructor(
    readonly code: string,
    readonly what: string,
    readonly hint?: string,
    options?: ErrorOptions
  ) {
    super(formatProblem({ code, message: what, hint }), options)
    this.name = new.target.name
  }
}

/** One mistake in an application, found at boot. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** Where the mistake is: a path, with a line where it is known. */
  readonly file?: string
}

/** Everything that is wrong with an application, thrown once at boot. */
export class BootError extends NuagesError {
  declare readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    super('APPLICATION_BOOT', `The application did not start: ${count}.`)
    this.message += `\n${problems.map(formatProblem).join('\n')}`
    // the message has them: printing the error shows them once
    Object.defineProperty(this, 'problems', { value: problems })
  }
}

/** A problem as people read it: code, message and place on one line, the hint on the next. */
export function formatProblem({ code, message, hint, file }: Problem): string {
  const place = file === undefined ? '' : ` (${file})`
  return `${code}: ${message}${place}${hint === undefined ? '' : `\n  Hint: ${hint}`}`
}

/** The names of `known` that look most like `name`, nearest first: what someone may have meant. */
export function nearest(name: string, known: Iterable<string>, most = 3): string[] {
  const limit = Math.max(2, Math.ceil(name.length / 3))
  return [...new Set(known)]
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ other }) => other)
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}
