/** What the tests use of it; it brings no types of its own. */
declare module 'parquetjs-lite' {
  export interface ParquetField {
    readonly type: string
    readonly optional?: boolean
    readonly repeated?: boolean
    readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY'
  }

  export class ParquetSchema {
    constructor(fields: Readonly<Record<string, ParquetField>>)
    readonly fields: Readonly<Record<string, unknown>>
  }

  export class ParquetWriter {
    static openFile(schema: ParquetSchema, path: string): Promise<ParquetWriter>
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>
    close(): Promise<void>
  }
}
