import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { makeKeys } from './keys.ts'

const run = promisify(execFile)

const START_MS = 90_000
export const USER = 'lakegate'
export const PASSWORD = 'a password of tests'

/** Apache Kafka, one node on this machine, with a folder of its own. */
export interface Broker extends AsyncDisposable {
  /** For `events.kafka.brokers`. */
  readonly brokers: string[]
  /** The same for those who come by TLS with `USER` and `PASSWORD`; `ca`: who signed for it. */
  readonly secure: { readonly brokers: string[]; readonly ca: string }
  /** Ends it as a power cut of its process would: `kill -9`. */
  kill(): Promise<void>
  /** Starts it again, on what it wrote; returns once it listens. */
  start(): Promise<void>
}

/** Starts one. `classpath`: of `kafkaClasspath`. */
export async function openBroker(classpath: string): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'lakegate-broker-'))
  const [plain, secure, controller] = [await freePort(), await freePort(), await freePort()]
  const keys = await makeKeys(folder)
  const settings = join(folder, 'server.properties')
  await writeFile(settings, properties({ folder, plain, secure, controller, store: keys.store }))
  const format = [
    'kafka.tools.StorageTool',
    'format',
    '-t',
    'bGFrZWdhdGUtdGVzdHMtMQ',
    '-c',
    settings,
  ]
  const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${USER},password="${PASSWORD}"]`,
  ])
  await run('java', ['-Xmx128m', '-cp', classpath, ...format, ...users])

  let child: ChildProcess | undefined
  const end = () => child?.kill('SIGKILL')
  process.once('exit', end)

  const broker: Broker = {
    brokers: [`127.0.0.1:${plain}`],
    secure: { brokers: [`localhost:${secure}`], ca: keys.ca },
    async kill() {
      if (child === undefined || child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      child = undefined
    },
    async start() {
      const memory = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC']
      child = spawn('java', [...memory, '-cp', classpath, 'kafka.Kafka', settings], {
        stdio: 'ignore',
        cwd: folder,
      })
      await listening(child, plain)
    },
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', end)
      await broker.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await broker.start()
  return broker
}

interface Settings {
  readonly folder: string
  readonly plain: number
  readonly secure: number
  readonly controller: number
  readonly store: string
}

function properties({ folder, plain, secure, controller, store }: Settings): string {
  const listeners = `PLAINTEXT://127.0.0.1:${plain},SASL_SSL://localhost:${secure}`
  const login = 'org.apache.kafka.common.security'
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `${listeners},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': listeners,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl_ssl.plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`,
    'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': store,
    'ssl.keystore.password': 'changeit',
    'log.dirs': join(folder, 'data'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_MS
  while (child.exitCode === null && Date.now() < deadline) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      await delay(100)
    } finally {
      socket.destroy()
    }
  }
  throw new Error(`Kafka does not listen on ${port}; it ended with ${child.exitCode}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
