/** What the tests use of it; it brings no types of its own. */
declare module 'parquetjs-lite' {
  export interface ParquetField {
    readonly type: string
    readonly optional?: boolean
    readonly repeated?: boolean
    readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY'
  }

  interface ParquetSchema {
    readonly fields: Readonly<Record<string, unknown>>
  }

  interface ParquetWriter {
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>
    close(): Promise<void>
  }

  const parquet: {
    readonly ParquetSchema: new (fields: Readonly<Record<string, ParquetField>>) => ParquetSchema
    readonly ParquetWriter: {
      openFile(schema: ParquetSchema, path: string): Promise<ParquetWriter>
    }
  }
  export default parquet
}
