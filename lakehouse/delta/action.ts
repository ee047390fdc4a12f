import { z } from 'zod'

const textMap = z.record(z.string(), z.string().nullable())

const protocol = z.object({ minReaderVersion: z.int(), minWriterVersion: z.int() })

const metadata = z.object({
  id: z.string(),
  format: z.object({ provider: z.string(), options: textMap.nullish() }).optional(),
  schemaString: z.string(),
  partitionColumns: z.array(z.string()),
  configuration: textMap.nullish(),
  createdTime: z.number().nullish(),
  name: z.string().nullish(),
  description: z.string().nullish(),
})

const add = z.object({
  path: z.string(),
  partitionValues: textMap,
  size: z.number(),
  modificationTime: z.number(),
  dataChange: z.boolean(),
  /** JSON whose numbers may exceed what JavaScript holds: kept as it came. */
  stats: z.string().nullish(),
  tags: textMap.nullish(),
})

const remove = z.object({
  path: z.string(),
  deletionTimestamp: z.number().nullish(),
  dataChange: z.boolean(),
  extendedFileMetadata: z.boolean().nullish(),
  partitionValues: textMap.nullish(),
  size: z.number().nullish(),
})

const txn = z.object({ appId: z.string(), version: z.number(), lastUpdated: z.number().nullish() })

const commitInfo = z.object({
  timestamp: z.number().nullish(),
  operation: z.string().nullish(),
  operationParameters: z.record(z.string(), z.unknown()).nullish(),
  operationMetrics: z.record(z.string(), z.unknown()).nullish(),
  userMetadata: z.string().nullish(),
  isBlindAppend: z.boolean().nullish(),
  readVersion: z.number().nullish(),
  engineInfo: z.string().nullish(),
  txnId: z.string().nullish(),
})

/**
 * One line of a commit: one of these. Others (`domainMetadata`, `cdc` …) are not needed to read a table.
 *
 * Source: Delta protocol, "Actions".
 */
export const action = z.object({
  protocol: protocol.nullish(),
  metaData: metadata.nullish(),
  add: add.nullish(),
  remove: remove.nullish(),
  txn: txn.nullish(),
  commitInfo: commitInfo.nullish(),
})

export type Action = z.infer<typeof action>
export type Protocol = z.infer<typeof protocol>
export type Metadata = z.infer<typeof metadata>
export type Add = z.infer<typeof add>
export type Remove = z.infer<typeof remove>
export type Txn = z.infer<typeof txn>
export type CommitInfo = z.infer<typeof commitInfo>
