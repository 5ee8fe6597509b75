import { checkRandomPrograms } from "./support/random-topology-check";

// Half of the programs; the other half is in the file beside this one, so that two workers share them.
test("a random program is refused in sentences, or yields JSON without a fault", () => {
  checkRandomPrograms(Number(process.env.RANDOM_PROGRAMS ?? 1000) / 2);
});
