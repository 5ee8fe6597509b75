import fc from "fast-check";
import { findingsOf } from "../../../lib/analysis/findings";
import { CHECKS } from "../../../lib/analysis/findings/catalogue";
import { readConfiguration } from "../../../lib/analysis/readers";
import { runs } from "../../support/runs";
import { ADDRESS_CASES } from "./cases/addresses";
import { GATEWAY_CASES } from "./cases/gateways";
import { MACHINE_CASES } from "./cases/machines";
import { NETWORK_CASES } from "./cases/networks";
import { ROUTE_CASES } from "./cases/routes";
import { SERVICE_CASES } from "./cases/services";
import { Body, document, half, HUB, network, nic, subnet } from "./cases/terraform";

/** Configurations small enough to be disturbed many times. */
const DOCUMENTS = [
  ...ADDRESS_CASES,
  ...NETWORK_CASES,
  ...ROUTE_CASES,
  ...GATEWAY_CASES,
  ...SERVICE_CASES,
  ...MACHINE_CASES,
]
  .flatMap(({ bad, good }) => [bad, good])
  .filter((parts) => parts.length < 40)
  .map(document)
  .filter((json) => JSON.stringify(json).length < 20_000);

type Disturbance = (value: unknown) => unknown;

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "${var.unknown}",
    "${each.value.id}",
    "hello",
    "10.0.0.0/99",
    "__proto__",
    -1,
    1e20,
    true,
    [],
    {},
    [[]],
    [{}],
    [null],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Replaces some values, at any depth, with something that does not belong there. */
const disturbance: fc.Arbitrary<Disturbance> = fc
  .tuple(fc.infiniteStream(fc.integer({ min: 0, max: 30 })), fc.infiniteStream(odd))
  .map(([chances, values]) => {
    const disturb = (value: unknown, depth: number): unknown => {
      if (depth > 3 && chances.next().value === 0) {
        return values.next().value;
      }
      if (Array.isArray(value)) {
        return value.map((item) => disturb(item, depth + 1));
      }
      if (typeof value !== "object" || value === null) {
        return value;
      }
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, disturb(item, depth + 1)]));
    };
    return (value) => disturb(value, 0);
  });

test("no configuration makes the checks throw", () => {
  fc.assert(
    fc.property(fc.constantFrom(...DOCUMENTS), disturbance, (json, disturb) => {
      for (const { message, fix, code } of findingsOf(readConfiguration(disturb(json) as object))) {
        expect(`${code} ${message.en}${message.ja}${fix?.en}${fix?.ja}`).not.toMatch(
          /undefined|\[object|NaN/,
        );
      }
    }),
    { numRuns: runs(50) },
  );
});

test("nothing is said about values that are known only after apply", () => {
  const unknown = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) {
      return value.map((item) => unknown(item, name));
    }
    if (typeof value !== "object" || value === null) {
      return `\${var.${name}}`;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, unknown(item, `${name}_${key}`)]),
    );
  };
  const vaguely = (json: object): string => {
    const { resource } = json as { resource: Record<string, Record<string, Body>> };
    const vague = Object.entries(resource).map(([type, bodies]) => [
      type,
      Object.fromEntries(
        Object.entries(bodies).map(([name, body]) => [name, unknown(body, `${type}_${name}`)]),
      ),
    ]);
    return JSON.stringify({ resource: Object.fromEntries(vague) });
  };
  // What is wrong and what is right often differ in nothing but a value.
  const documents = new Set(DOCUMENTS.map(vaguely));
  const findings = [...documents].flatMap((json) =>
    findingsOf(readConfiguration(JSON.parse(json) as object)),
  );
  // What counts blocks, or notes that an argument is missing, needs no value.
  const structural = [
    "BASTION_WITHOUT_ADDRESS",
    // The end that is set tells the type.
    "CONNECTION_CUSTOM_BGP_ADDRESSES",
    "FIREWALL_IP_CONFIGURATION",
    "FIREWALL_POLICY_FEATURE",
    "GATEWAY_NAT_CONNECTION",
    "GATEWAY_PEERING_ADDRESS_UNNAMED",
    "LINUX_PASSWORD_DISABLED",
    "LINUX_WITHOUT_CREDENTIALS",
    "NIC_WITHOUT_PRIMARY",
    "NIC_WITHOUT_SUBNET",
    "RULES_INLINE_AND_SEPARATE",
  ];
  expect([...new Set(findings.map(({ code }) => code))].filter((code) => !structural.includes(code))).toEqual(
    [],
  );
});

test("worst first, then by address", () => {
  const json = document([
    ...HUB,
    network("z", "hello"),
    network("b", "10.0.0.0/16"),
    half("hub", "b", { triggers: null }),
    subnet("b", "GatewaySubnet", "10.0.1.0/28"),
    nic("nic", "hub", { location: "nowhere" }),
  ]);
  const found = findingsOf(readConfiguration(json)).map(({ severity, resource }) => ({ severity, resource }));
  const severities = ["error", "warning", "info"];
  const sorted = [...found].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.resource! < b.resource! ? -1 : 1),
  );
  expect(new Set(found.map(({ severity }) => severity)).size).toBe(3);
  expect(found).toEqual(sorted);
});

test("every check has a source that can be opened", () => {
  expect(CHECKS.filter(({ source }) => !URL.canParse(source.url)).map(({ code }) => code)).toEqual([]);
});
