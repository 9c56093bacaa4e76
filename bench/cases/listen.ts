interface Server {
  listen(options: { host: string; port: number }): Promise<unknown>
}

/** Listen on a free port of the loopback. */
export async function listen(server: Server): Promise<{ port: number }> {
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { port: Number(new URL(String(address)).port) }
}
