import { OpendomeError } from '@opendome/model'
import type { Refusal } from '@opendome/model/study'

/** What stands in the body of an answer that is none. */
export interface ErrorDocument {
  readonly code: OpendomeError['code'] | 'unexpected'
  readonly message: string
  readonly where: string | null
  readonly hint: string | null
  /** All mistakes, where more than one was found; the first is the one above. */
  readonly mistakes?: readonly Omit<ErrorDocument, 'mistakes'>[]
}

/** A request that is not answered, with the status of HTTP that says so. */
export class HttpFailure extends Error {
  readonly status: number
  readonly document: ErrorDocument
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number | undefined

  constructor(status: number, mistakes: readonly Refusal[], retryAfter?: number) {
    const documents = mistakes.map(documentOf)
    const [first = documentOf(NOTHING)] = documents
    super(first.message)
    this.status = status
    this.document = documents.length > 1 ? { ...first, mistakes: documents } : first
    this.retryAfter = retryAfter
  }
}

const NOTHING: Refusal = { code: 'invalid', message: 'invalid request' }

/** A failure with one mistake; `text` without the first word. */
export function failure(
  status: number,
  code: OpendomeError['code'],
  text: string,
  hint?: string,
  retryAfter?: number,
): HttpFailure {
  return new HttpFailure(status, [{ code, message: `${code} ${text}`, hint }], retryAfter)
}

/** What is said of an error of any kind, and under which status. Never a stack trace. */
export function told(error: unknown): { readonly status: number; readonly document: ErrorDocument } {
  if (error instanceof HttpFailure) return error
  if (error instanceof OpendomeError) return { status: 422, document: documentOf(error) }
  return {
    status: 500,
    document: {
      code: 'unexpected',
      message: 'unexpected error',
      where: null,
      hint: 'this is a fault of opendome; its log says more',
    },
  }
}

function documentOf({ code, message, where, hint }: Refusal): ErrorDocument {
  return { code, message, where: where ?? null, hint: hint ?? null }
}
