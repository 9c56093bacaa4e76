import { Signal } from '../src/signals'

let signal: Signal<number>
beforeEach(() => {
  signal = new Signal('counted')
})

it('tells receivers in the order in which they were connected', () => {
  const seen: string[] = []
  signal.connect((count) => seen.push(`a${count}`))
  signal.connect((count) => seen.push(`b${count}`))
  signal.send(1)
  expect(seen).toEqual(['a1', 'b1'])
})

it('tells a receiver once that was connected twice', () => {
  const receiver = jest.fn()
  signal.connect(receiver)
  signal.connect(receiver)
  signal.send(1)
  expect(receiver).toHaveBeenCalledTimes(1)
})

it('stops telling after the answer of connect is called', () => {
  const receiver = jest.fn()
  signal.connect(receiver)()
  signal.send(1)
  expect([receiver.mock.calls.length, signal.size]).toEqual([0, 0])
})

it('hands the error of a receiver to the sender', () => {
  signal.connect(() => {
    throw new Error('bad receiver')
  })
  expect(() => signal.send(1)).toThrow('bad receiver')
})

it('tells everyone and reports errors, those that come later too, when it is robust', async () => {
  const [error, late] = [new Error('bad receiver'), new Error('late')]
  const report = jest.fn()
  const receiver = jest.fn()
  signal.connect(() => {
    throw error
  })
  signal.connect(() => Promise.reject(late))
  signal.connect(receiver)
  signal.sendRobust(2, report)
  await new Promise(setImmediate)
  expect(report.mock.calls).toEqual([[error], [late]])
  expect(receiver).toHaveBeenCalledWith(2)
})

it('warns of a promise that rejects where nobody else is told', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation()
  signal.connect(() => Promise.reject(new Error('late')))
  signal.send(1)
  await new Promise(setImmediate)
  expect(warn).toHaveBeenCalledWith(new Error('late'))
  warn.mockRestore()
})
