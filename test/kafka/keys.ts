import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A key that signs for itself, as localhost: the broker's store, and the PEM file of who signed. */
export async function makeKeys(folder: string): Promise<{ store: string; ca: string }> {
  const store = join(folder, 'broker.p12')
  const access = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit']
  const name = ['-alias', 'broker', '-dname', 'CN=localhost', '-ext', 'san=dns:localhost']
  await run('keytool', ['-genkeypair', '-keyalg', 'EC', '-validity', '2', ...name, ...access])
  const { stdout } = await run('keytool', ['-exportcert', '-rfc', '-alias', 'broker', ...access])
  const ca = join(folder, 'ca.pem')
  await writeFile(ca, stdout)
  return { store, ca }
}
