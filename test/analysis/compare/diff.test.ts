import { analyze, diffAnalyses, NetworkDiff, readConfiguration } from "../../../lib/analysis";
import { asPlan, asState } from "../readers/support/terraform";
import { baseline, NetworkBuilder, throughAppliance } from "../support/network-builder";

function diff(base: NetworkBuilder, head: NetworkBuilder): NetworkDiff {
  return diffAnalyses(analyze(base.build()), analyze(head.build()));
}

describe("the difference between two networks", () => {
  test("is nothing between equal ones, names of rules aside", () => {
    expect(diff(throughAppliance(), throughAppliance())).toEqual({
      addedEndpoints: [],
      removedEndpoints: [],
      changes: [],
    });
  });

  test("names pairs, verdicts, the new path and the table that brought it", () => {
    const { changes } = diff(baseline(), throughAppliance());
    expect(changes.flatMap(({ pairs }) => pairs).sort()).toEqual([
      ["spoke1/default", "spoke2/default"],
      ["spoke2/default", "spoke1/default"],
    ]);
    expect(changes[0]).toMatchObject({
      before: "BLOCKED",
      after: "REACHABLE",
      beforePath: [],
      afterPath: ["vm-nva"],
    });
    expect(changes[0].causes).toEqual(
      expect.arrayContaining(["azurerm_route_table.spoke1_default", "azurerm_route_table.spoke2_default"]),
    );
  });

  test("names a removed peering half", () => {
    const { changes } = diff(throughAppliance(), throughAppliance().withoutHalf("hub", "spoke2"));
    expect(changes.every(({ after }) => after === "BLOCKED")).toBe(true);
    for (const { causes } of changes) {
      expect(causes).toEqual(["azurerm_virtual_network_peering.hub_to_spoke2"]);
    }
    expect(changes.flatMap(({ pairs }) => pairs)).toHaveLength(6);
  });

  test("names a changed flag, on the half that it is on", () => {
    const { changes } = diff(
      throughAppliance(),
      throughAppliance().half("spoke2", "hub", { allowForwardedTraffic: false }),
    );
    expect(changes.map(({ after }) => after).sort()).toEqual(["BLOCKED", "CONDITIONAL"]);
    expect(changes[0].causes).toEqual(["azurerm_virtual_network_peering.spoke2_to_hub"]);
  });

  test("sees another path with the same verdict", () => {
    const head = throughAppliance()
      .nic("other", "hub/snet-nva", "10.0.1.9", true)
      .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.9"]])
      .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.9"]]);
    const { changes } = diff(throughAppliance(), head);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      before: "REACHABLE",
      after: "REACHABLE",
      beforePath: ["vm-nva"],
      afterPath: ["vm-other"],
    });
    expect(changes[0].pairs).toHaveLength(2);
  });

  test("reports a pair of which only a part of the addresses changes", () => {
    // The worst stays BLOCKED, by one route to nowhere; another host is cut off, or reached again, or both change places.
    const cut = (...hosts: string[]): NetworkBuilder =>
      throughAppliance().routes("spoke1/default", [
        ["10.20.0.0/16", "10.0.1.4"],
        ...hosts.map((host): [string, string] => [`${host}/32`, "None"]),
      ]);
    const changed = (base: NetworkBuilder, head: NetworkBuilder): string[] =>
      diff(base, head).changes.flatMap(({ before, after, pairs }) =>
        pairs.map((pair) => `${pair.join(" ")} ${before} ${after}`),
      );
    const there = "spoke1/default spoke2/default";
    const one = cut("10.20.0.7");
    const two = cut("10.20.0.7", "10.20.0.9");
    expect(changed(one, one)).toEqual([]);
    expect(changed(one, two)).toContain(`${there} REACHABLE BLOCKED`);
    expect(changed(two, one)).toContain(`${there} BLOCKED REACHABLE`);
    expect(changed(one, cut("10.20.0.9"))).toContainEqual(expect.stringContaining(there));
    const { exampleAfter, causes } = diff(one, two).changes[0];
    expect(exampleAfter.reasons[0]).toMatchObject({
      code: "PART_OF_ADDRESSES",
      params: { destination: "10.20.0.9" },
    });
    expect(causes).toEqual(["azurerm_route_table.spoke1_default"]);
  });

  test("lists endpoints that come and go, and no pairs of them", () => {
    const head = throughAppliance().network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" });
    expect(diff(throughAppliance(), head)).toMatchObject({ addedEndpoints: ["spoke3/default"], changes: [] });
    expect(diff(head, throughAppliance())).toMatchObject({
      removedEndpoints: ["spoke3/default"],
      changes: [],
    });
  });

  test("groups many pairs that changed alike", () => {
    const many = (routes: boolean): NetworkBuilder => {
      const builder = baseline();
      for (let i = 3; i < 20; i++) {
        builder
          .network(`spoke${i}`, `10.${i * 10}.0.0/16`, { default: `10.${i * 10}.0.0/24` })
          .peer("hub", `spoke${i}`);
      }
      for (let i = 1; i < 20 && routes; i++) {
        builder.routes(`spoke${i}/default`, [["0.0.0.0/0", "10.0.1.4"]]);
      }
      return builder;
    };
    const { changes } = diff(many(false), many(true));
    expect(changes).toHaveLength(2);
    expect(changes[0].pairs).toHaveLength(19 * 18);
    // Whoever brings an appliance in for spokes takes their way to the Internet through it as well.
    expect(changes[1]).toMatchObject({ before: "REACHABLE", after: "REACHABLE", afterPath: ["vm-nva"] });
    expect(changes[1].pairs).toHaveLength(19);
    expect(changes[1].pairs[0]).toEqual(["spoke1/default", "internet"]);
    expect(changes[0].causes).toEqual(
      expect.arrayContaining(["azurerm_route_table.spoke1_default", "azurerm_route_table.spoke19_default"]),
    );
  });
});

describe("a configuration, a plan and a state", () => {
  const network = (octet: number): object => ({
    name: `n${octet}`,
    location: "eastasia",
    resource_group_name: "rg",
    address_space: [`10.${octet}.0.0/16`],
  });
  const subnet = (octet: number): object => ({
    name: "s",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.n${octet}.name}`,
    address_prefixes: [`10.${octet}.0.0/24`],
  });
  const half = (from: number, to: number): object => ({
    name: "half",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.n${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.n${to}.id}`,
  });
  /** What Azure says of each subnet, whether or not it is written. */
  const told = { default_outbound_access_enabled: true, private_endpoint_network_policies: "Disabled" };
  const resources = (more: object, halves: object) =>
    ({
      azurerm_virtual_network: { n1: network(1), n2: network(2) },
      azurerm_subnet: { s1: { ...subnet(1), ...more }, s2: { ...subnet(2), ...more } },
      azurerm_virtual_network_peering: halves,
    }) as Record<string, Record<string, Record<string, unknown>>>;
  const both = { p12: half(1, 2), p21: half(2, 1) };
  const inputs: [string, (halves: object) => object][] = [
    ["a configuration", (halves) => ({ resource: resources({}, halves) })],
    ["a plan", (halves) => asPlan(resources(told, halves))],
    ["a state", (halves) => asState(resources(told, halves))],
  ];
  const cases = inputs.flatMap(([from, before]) =>
    inputs.map(([to, after]) => [from, to, before, after] as const),
  );

  test.each(cases)("differ, %s and %s, in what somebody has changed alone", (_from, _to, before, after) => {
    const [base, head, same] = [before(both), after({ p12: half(1, 2) }), after(both)].map((document) =>
      analyze(readConfiguration(document)),
    );
    expect(diffAnalyses(base, same).changes).toEqual([]);
    const { changes } = diffAnalyses(base, head);
    expect(changes.flatMap(({ causes }) => causes)).toEqual(["azurerm_virtual_network_peering.p21"]);
  });
});
