/** What a caller can be allowed: to read figures, personal data, whole tables; to send events; to see and run the jobs. */
export const SCOPES = ['read', 'pii', 'export', 'ingest', 'operator'] as const

export type Scope = (typeof SCOPES)[number]
