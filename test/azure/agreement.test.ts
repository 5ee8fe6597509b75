import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { LinuxServer, VirtualNetwork, WindowsServer } from "../../lib";
import { findingsOf } from "../../lib/analysis/findings";
import { readConfiguration } from "../../lib/analysis/readers";
import { CREDENTIAL_RULES, isPasswordAllowed } from "../../lib/azure/credentials";
import { NAME_RULES, NameRule } from "../../lib/azure/names";
import { REGIONS } from "../../lib/azure/regions";
import { RESERVED_SUBNET_RULES } from "../../lib/azure/reserved-subnets";
import { Ipv4Prefix } from "../../lib/cidr";
import { adminUsernameProblem, OperatingSystem } from "../../lib/compute/admin-credentials";
import { nameProblem } from "../../lib/core/azure-names";
import { unknownRegion, zonesMissing } from "../../lib/core/regions";
import { AsnOwner, asnProblem } from "../../lib/gateway/autonomous-system-number";
import { addressSpaceProblems } from "../../lib/network/addressing";
import { runs } from "../support/runs";
import { Block, resourcesOf, synthesize } from "../support/synth";

/** What the constructs accept, the findings accept, and the other way round. */

function codes(type: string, body: object): string[] {
  const resource = { [`azurerm_${type}`]: { it: { location: "eastasia", ...body } } };
  return findingsOf(readConfiguration({ resource })).map(({ code }) => code);
}

/** Texts near the edge of what is allowed, and others. */
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "Z", "0", "1", ".", "_", "-", "(", " ", "京"), maxLength: 6 }),
  fc.nat({ max: 95 }).map((length) => "n".repeat(length)),
  fc.constantFrom("東京-rg", "a", "rg.", "(rg)", "12345", "vm-", "É"),
);

const NAMED: [string, NameRule][] = [
  ["resource_group", NAME_RULES.resourceGroup],
  ["virtual_network", NAME_RULES.virtualNetwork],
  ["public_ip", NAME_RULES.publicIp],
  ["bastion_host", NAME_RULES.bastion],
  ["firewall", NAME_RULES.firewall],
  ["firewall_policy", NAME_RULES.firewallPolicy],
  ["route_server", NAME_RULES.routeServer],
  ["route_table", NAME_RULES.routeTable],
  ["linux_virtual_machine", NAME_RULES.virtualMachine],
];

test.each(NAMED)("names: %s", (type, rule) => {
  fc.assert(
    fc.property(names, (name) => {
      const refused = codes(type, { name }).includes("NAME_NOT_ALLOWED");
      expect(refused).toBe(nameProblem(rule, name) !== undefined);
    }),
    { numRuns: runs(20) },
  );
});

test.each([
  ["Windows", NAME_RULES.windowsComputer, "COMPUTER_NAME_WINDOWS"],
  ["Linux", NAME_RULES.linuxComputer, "COMPUTER_NAME_LINUX"],
] as const)("computer names: %s", (system, rule, code) => {
  fc.assert(
    fc.property(
      names.filter((name) => name !== ""),
      (name) => {
        const type = `${system.toLowerCase()}_virtual_machine`;
        const refused = codes(type, { name: "vm", computer_name: name }).includes(code);
        expect(refused).toBe(nameProblem(rule, name) !== undefined);
      },
    ),
    { numRuns: runs(20) },
  );
});

const LOCATIONS = [
  ...REGIONS,
  ...[
    "East Asia",
    "West US 2",
    "WESTUS",
    "usgoviowa",
    "germanycentral",
    "east-asia",
    "global",
    "eastaisa",
    "x",
  ],
];

test.each(LOCATIONS)("the region %s, and zones in it", (location) => {
  const found = codes("virtual_network", { name: "vnet", location });
  expect(found.includes("REGION_UNKNOWN")).toBe(unknownRegion(location) !== undefined);
  const zonal = codes("public_ip", { name: "pip", location, zones: ["1"] });
  expect(zonal.includes("ZONES_WITHOUT_REGION_ZONES")).toBe(
    zonesMissing(location, "it", ["1"]) !== undefined,
  );
});

const asns = fc.oneof(
  fc.integer({ min: -1, max: 66_000 }),
  fc.constantFrom(
    0,
    8074,
    12076,
    23456,
    64496,
    65515,
    65520,
    65534,
    65535,
    65551,
    65552,
    4294967294,
    4294967295,
  ),
);

test("autonomous system numbers of sites and of a Route Server's peers", () => {
  fc.assert(
    fc.property(asns, (asn) => {
      const site = codes("local_network_gateway", { name: "lgw", bgp_settings: [{ asn }] });
      expect(site.includes("ASN_RESERVED")).toBe(asnProblem("it", asn, AsnOwner.SITE) !== undefined);
      const peer = codes("route_server_bgp_connection", { name: "peer", peer_asn: asn, peer_ip: "10.0.0.4" });
      expect(peer.some((code) => /^ASN_/.test(code))).toBe(
        asnProblem("it", asn, AsnOwner.ROUTE_SERVER_PEER) !== undefined,
      );
    }),
    { numRuns: runs(30) },
  );
});

const spaces = fc
  .tuple(fc.nat({ max: 0xffffffff }), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => String(Ipv4Prefix.containing(address, length)));

test("address spaces", () => {
  const refusing = ["VNET_PREFIX_LENGTH", "VNET_FORBIDDEN_RANGE"];
  fc.assert(
    fc.property(
      fc.oneof(spaces, fc.constantFrom("224.0.0.0/8", "169.254.1.0/24", "10.0.0.0/30")),
      (space) => {
        const found = codes("virtual_network", { name: "vnet", address_space: [space] });
        expect(found.some((code) => refusing.includes(code))).toBe(
          addressSpaceProblems("vnet", [space]).length > 0,
        );
      },
    ),
    { numRuns: runs(30) },
  );
});

test.each(Object.entries(RESERVED_SUBNET_RULES))("the size of %s", (name, { longestPrefix }) => {
  const found = (length: number): boolean =>
    findingsOf(
      readConfiguration({
        resource: {
          azurerm_virtual_network: { hub: { name: "hub", address_space: ["10.0.0.0/16"] } },
          azurerm_subnet: {
            it: {
              name,
              virtual_network_name: "${azurerm_virtual_network.hub.name}",
              address_prefixes: [`10.0.1.0/${length}`],
            },
          },
        },
      }),
    ).some(({ code }) => code === "RESERVED_SUBNET_TOO_SMALL");
  expect([found(longestPrefix), found(longestPrefix + 1)]).toEqual([false, true]);
});

const SYSTEMS = [
  [OperatingSystem.WINDOWS, "windows_virtual_machine"],
  [OperatingSystem.LINUX, "linux_virtual_machine"],
] as const;

const usernames = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "Z", "0", ".", "_", "-", "@", "$", " ", "é"), maxLength: 5 }),
  fc.integer({ min: 1, max: 66 }).map((length) => "u".repeat(length)),
  fc.constantFrom("admin", "Administrator", "ADMIN", "azureadmin", "first.last", "1user", "user.", "-a"),
);

test.each(SYSTEMS)("user names: %s", (system, type) => {
  fc.assert(
    fc.property(
      usernames.filter((name) => name !== ""),
      (name) => {
        const refused = codes(type, { name: "vm", admin_username: name }).includes("ADMIN_USERNAME");
        expect(refused).toBe(adminUsernameProblem(system, name) !== undefined);
      },
    ),
    { numRuns: runs(30) },
  );
});

const PASSWORDS = [
  ..."Aa1!a Aa1!aa Aa1!aaa Aa1!aaaa Password1 Pa$$word P@$$w0rd abcdefgh ABCdefgh Abcdefg1 Abc_efg_ Abc-efgh".split(
    " ",
  ),
  ...[71, 72, 73, 122, 123, 124].map((length) => `Aa1${"x".repeat(length - 3)}`),
];

test.each(SYSTEMS)("passwords: the finding of %s follows the rules of lib/azure", (system, type) => {
  for (const password of PASSWORDS) {
    const refused = codes(type, { name: "vm", admin_password: password }).includes("ADMIN_PASSWORD_WEAK");
    expect([password, refused]).toEqual([password, !isPasswordAllowed(CREDENTIAL_RULES[system], password)]);
  }
});

const hasTerraform = spawnSync("terraform", ["-version"]).status === 0;

(hasTerraform ? test : test.skip).each(SYSTEMS)("passwords: so does Terraform for %s", (system, type) => {
  const json = synthesize((stack) => {
    const place = { location: "eastasia", resourceGroupName: "rg" };
    const network = new VirtualNetwork(stack, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
    const subnet = network.addSubnet("apps", { addressPrefix: "10.0.0.0/24" });
    const Machine = system === OperatingSystem.WINDOWS ? WindowsServer : LinuxServer;
    new Machine(stack, "Vm", { ...place, name: "vm", subnet });
  });
  const conditions: string[] = Object.values(
    resourcesOf(json, `azurerm_${type}`),
  )[0].lifecycle.precondition.map(({ condition }: Block) =>
    condition.slice(2, -1).replaceAll("var.admin_password", "each"),
  );
  const directory = mkdtempSync(join(tmpdir(), "password-agreement-"));
  try {
    const accepted = `\${[for each in var.passwords : alltrue([${conditions.join(", ")}])]}`;
    writeFileSync(
      join(directory, "main.tf.json"),
      JSON.stringify({
        variable: { passwords: { default: PASSWORDS.map((text) => text.replace(/\$\{/g, "$$${")) } },
        output: { accepted: { value: accepted } },
      }),
    );
    const { stdout } = spawnSync("terraform", ["console"], {
      cwd: directory,
      encoding: "utf8",
      input: `jsonencode(${accepted.slice(2, -1)})\n`,
    });
    expect(JSON.parse(JSON.parse(stdout))).toEqual(
      PASSWORDS.map((password) => isPasswordAllowed(CREDENTIAL_RULES[system], password)),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});
