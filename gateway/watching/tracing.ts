import {
  type Attributes,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  context,
  propagation,
  trace,
} from '@opentelemetry/api'

const tracer = trace.getTracer('lakegate')

/** Costs nothing to speak of until `startTracing` has sent spans somewhere. */
export function traced<T>(
  name: string,
  options: SpanOptions,
  work: (note: (more: Attributes) => void) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work((more) => span.setAttributes(more))
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** As `traced`, below the span that the headers of a request name. */
export function tracedRequest<T>(
  headers: NodeJS.Dict<string | string[]>,
  attributes: Attributes,
  work: (note: (more: Attributes) => void) => Promise<T>,
): Promise<T> {
  const from = propagation.extract(context.active(), headers)
  return context.with(from, () => traced('request', { kind: SpanKind.SERVER, attributes }, work))
}

/** Sends spans to where OTEL_EXPORTER_OTLP_ENDPOINT says, and nowhere without it. Disposing sends the last ones. */
export async function startTracing(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<AsyncDisposable> {
  const isAsked = Object.keys(environment).some((name) =>
    /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/.test(name),
  )
  if (!isAsked) return { [Symbol.asyncDispose]: async () => {} }
  const { startExporter } = await import('./exporter.ts')
  return startExporter(environment['OTEL_SERVICE_NAME'] ?? 'lakegate')
}
