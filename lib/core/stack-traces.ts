/**
 * Does some work while the core records no stack traces.
 *
 * For every nested block of every resource, cdktf captures a complete stack trace and formats it at once, to
 * say in a later error where a token was made. Inside this package it would name our own lines, and it is
 * half the cost of a synth. An error that is thrown meanwhile keeps its trace, because V8 formats that when
 * it is first read.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => "";
  try {
    return work();
  } finally {
    Error.prepareStackTrace = before;
  }
}
