import fc from "fast-check";
import { isTraceOfToken } from "../../lib/core/stack-traces";

// cdktf reports crashes and checks for updates unless told not to; a test run talks to nobody.
process.env.CHECKPOINT_DISABLE = "1";
process.env.CDKTF_DISABLE_PLUGIN_CACHE_ENV = "1";

// For every token, the core formats a stack trace, which under jest means looking up source maps. No test reads one.
const capture = Error.captureStackTrace;
Error.captureStackTrace = (target, ...rest) => {
  if (!isTraceOfToken(target)) {
    capture(target, ...rest);
  }
};

// In CI the same cases each time; elsewhere, and in `npm run test:long`, others each time.
if (process.env.CI && !process.env.TIMES) {
  fc.configureGlobal({ seed: 20261126 });
}
