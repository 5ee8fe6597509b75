/** How much is told of a large network without being asked for. Tests that pass a limit lower it first. */
export const LIMITS = {
  /** Beyond so many pairs, both ways of each would be gigabytes that few read. */
  tracedPairs: 10_000,
  /** Each cure costs an analysis of the changed input, so of a large network a script too has to ask for all of them. */
  endpointsAndFindingsOfACode: 5000,
};
