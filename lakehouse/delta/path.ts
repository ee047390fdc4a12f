import { isAbsolute } from 'node:path'
import { LakehouseError } from '../errors.ts'

/**
 * A file's path below the table as the log has it: URI-encoded.
 *
 * A folder `p=a%20b`, itself escaped by the Hive rule, becomes `p=a%2520b`: a reader decodes once and finds the folder.
 * Source: Delta protocol, "Add File".
 */
export function encodePath(relative: string): string {
  return relative
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%3D', '='))
    .join('/')
}

/**
 * Errors: `LakehouseError` `LOG_CORRUPT`; `PROTOCOL_UNSUPPORTED` when the file lies outside the table (a shallow clone).
 */
export function decodePath(path: string): string {
  const relative = decodeUri(path)
  if (
    isAbsolute(relative) ||
    /^[a-z][a-z0-9+.-]*:\//i.test(relative) ||
    relative.split('/').includes('..')
  ) {
    throw new LakehouseError('PROTOCOL_UNSUPPORTED', `${path} lies outside its table`)
  }
  return relative
}

function decodeUri(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw new LakehouseError('LOG_CORRUPT', `${path} is not URI-encoded`, { cause })
  }
}
