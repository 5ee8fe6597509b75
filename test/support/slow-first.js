// Plain JavaScript because jest loads it before any transform.
const Sequencer = require("@jest/test-sequencer").default;

/**
 * Files that take longest: started last, one of them would keep a single core busy while the other waits. The first
 * packs the package. Those that use it come later and apart, as they would only wait for each other.
 */
const SLOW = [
  /\/packed\/tarball\./,
  /\/random-topologies\./,
  /\/docs\/typescript\./,
  /\/readers\/scale\./,
  /\/findings\/checks\./,
  /\/packed\/stranger\./,
  /\/findings\/robustness\./,
  /\/packed\/both-cores\./,
  /\/docs\/programs\./,
  /\/azure\/shapes\./,
  /\/cases\/(reports|answers)\./,
  /\/cli\/(reach|program)\./,
  /\/packed\/public-api\./,
];

/** Starts the slow files first, also in a checkout where jest knows no durations yet. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = SLOW.findIndex((pattern) => pattern.test(path));
      return index < 0 ? SLOW.length : index;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
