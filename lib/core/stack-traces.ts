/** What a core gives to `Error.captureStackTrace` for a token: a plain object, which is no error. */
interface TraceOfToken {
  readonly stack: string;
}

/**
 * Does some work while the core records no stack traces.
 *
 * For every nested block of every resource, cdktf captures a complete stack trace and formats it at once, to say in a
 * later error where a token was made. Inside this package it would name our own lines, and it is half the cost of a
 * synth. So what the core asks for is left undone; every error, ours or a user's, has the trace that it always has.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = (target, ...rest) => {
    if (!isTraceOfToken(target)) {
      capture(target, ...rest);
    }
  };
  try {
    return work();
  } finally {
    Error.captureStackTrace = capture;
  }
}

/** Both cores lift the limit of frames and hand over an object with an empty trace; nobody else does both. */
export function isTraceOfToken(target: object): target is TraceOfToken {
  return Error.stackTraceLimit === Number.MAX_SAFE_INTEGER && (target as TraceOfToken).stack === "";
}
