import { startChild } from '../child.ts'
import { urlOf } from '../first-answer.ts'
import { get, send } from '../http.ts'
import type { Question } from '../questions.ts'
import type { Peer } from './peer.ts'

/** Our bytes by Node's own server, which does nothing else: what is below it on this machine is no gateway's doing. */
export async function startNodeHttp(ours: Peer, questions: readonly Question[]): Promise<Peer> {
  await using starting = new AsyncDisposableStack()
  const child = starting.use(startChild(process.execPath, ['bench/bytes.ts']))
  const url = await urlOf(child.stdout)
  for (const question of questions) {
    const body = JSON.stringify(await ours.asking(question)?.())
    await send(`${url}/${question.id}`, { method: 'PUT' }, body)
  }
  const started = starting.move()
  return {
    name: 'node:http alone',
    pids: [child.pid],
    asking:
      ({ id }) =>
      () =>
        get(`${url}/${id}`),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}
