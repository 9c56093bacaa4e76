import autocannon from 'autocannon'
import type { LoadRequest } from './cases'

// not pipelined: autocannon would leave the last requests of each connection unanswered, and nobody pipelines
const CONNECTIONS = 64

/** Send a request `amount` times and return the seconds until the last answer; anything but a 2xx is an error. */
export async function sendMany(
  port: number,
  request: LoadRequest,
  amount: number
): Promise<number> {
  const { path, ...rest } = request
  const started = performance.now()
  let ended = started
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        ...rest,
        url: `http://127.0.0.1:${port}${path}`,
        connections: CONNECTIONS,
        amount,
        // how often it looks whether it is done
        sampleInt: 50
      },
      (error: unknown, result) => (error ? reject(error as Error) : resolve(result))
    )
    // the result comes some time after the last answer
    instance.on('response', () => (ended = performance.now()))
  })
  const answered = result['2xx']
  if (answered !== amount) {
    throw new Error(
      `${path} answered ${answered} of ${amount} requests: ${JSON.stringify(result.statusCodeStats)}`
    )
  }
  return (ended - started) / 1000
}

/** One answer as text: what both servers of a case have to agree on. */
export async function answerTo(port: number, request: LoadRequest): Promise<string> {
  const { path, ...init } = request
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
  return `${response.status} ${response.headers.get('content-type')}\n${await response.text()}`
}
