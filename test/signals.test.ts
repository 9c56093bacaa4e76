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

it('tells everyone and answers with the errors when it is robust', () => {
  const receiver = jest.fn()
  const error = new Error('bad receiver')
  signal.connect(() => {
    throw error
  })
  signal.connect(receiver)
  expect(signal.sendRobust(2)).toEqual([error])
  expect(receiver).toHaveBeenCalledWith(2)
})
