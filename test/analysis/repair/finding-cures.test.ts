import { CHECK_FAMILIES } from "../../../lib/analysis/findings/catalogue";
import { ROUTED_CHECK_FAMILIES } from "../../../lib/analysis/findings/routing";
import { isAboutPairs } from "../../../lib/analysis/repair/finding-question";
import { FINDING_CURES, WITHOUT_CURE } from "../../../lib/analysis/repair/findings/catalogue";

const codesOf = (families: readonly { readonly checks: readonly { readonly code: string }[] }[]): string[] =>
  families.flatMap(({ checks }) => checks.map(({ code }) => code));

const REACHABILITY = ["Peerings", "Peerings as deployed", "Routes", "Virtual Network Manager", "Virtual WAN"];

test("every finding about who reaches whom has a cure, or the reason why it has none", () => {
  const families = [
    ...CHECK_FAMILIES.filter(({ title }) => REACHABILITY.includes(title)),
    ...ROUTED_CHECK_FAMILIES,
  ];
  expect(families).toHaveLength(REACHABILITY.length + ROUTED_CHECK_FAMILIES.length);
  const open = codesOf(families).filter(
    (code) => !FINDING_CURES.has(code) && !WITHOUT_CURE.has(code) && !isAboutPairs(code),
  );
  expect(open).toEqual([]);
});

test("cures and reasons are those of checks that exist, and no check has both", () => {
  const codes = new Set([...codesOf(CHECK_FAMILIES), ...codesOf(ROUTED_CHECK_FAMILIES)]);
  const named = [...FINDING_CURES.keys(), ...WITHOUT_CURE.keys()];
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
  expect([...WITHOUT_CURE.keys()].filter((code) => FINDING_CURES.has(code) || isAboutPairs(code))).toEqual(
    [],
  );
});
