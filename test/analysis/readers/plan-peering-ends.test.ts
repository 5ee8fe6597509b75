import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Part, plan } from "./support/loop-plan";

const NAMES = ["hub", "shop", "lab"];
const NETWORKS: Part = {
  block: "azurerm_virtual_network.n",
  keys: NAMES,
  values: (key) => ({
    name: `vnet-${key}`,
    resource_group_name: "rg",
    address_space: [`10.${NAMES.indexOf(String(key))}.0.0/16`],
  }),
};
const network = (key: string): string => `azurerm_virtual_network.n["${key}"]`;

interface Half {
  readonly keys: readonly string[];
  /** The name of each half's own network. */
  readonly own: (key: string) => string | undefined;
  readonly remote: readonly string[];
  readonly local?: readonly string[];
  readonly loop?: string;
}

const halves = ({ keys, own, remote, local, loop = "local.pairs" }: Half, block = "p"): Part => ({
  block: `azurerm_virtual_network_peering.${block}`,
  keys,
  values: (key) => ({ name: "p", resource_group_name: "rg", virtual_network_name: own(String(key)) }),
  known: local && { virtual_network_name: local },
  unknown: { remote_virtual_network_id: remote },
  forEach: [loop],
});

const remotesOf = (...parts: readonly Part[]): readonly unknown[] =>
  readConfiguration(plan(NETWORKS, ...parts)).peerings.map(
    ({ remoteVirtualNetwork }) => remoteVirtualNetwork,
  );

const TO = ["azurerm_virtual_network.n", "each.value.to", "each.value"];

describe("the other end of a peering whose key is made of both networks' keys", () => {
  test.each([
    ["the first is its own", ["hub>shop", "hub>lab"], (key: string) => `vnet-${key.split(">")[0]}`],
    ["the second is its own", ["shop>hub", "lab>hub"], (key: string) => `vnet-${key.split(">")[1]}`],
    ["words stand between them", ["hub-to-shop", "hub-to-lab"], () => "vnet-hub"],
  ])("is the other one: %s", (_, keys, own) => {
    expect(remotesOf(halves({ keys, own, remote: TO }))).toEqual([network("shop"), network("lab")]);
  });

  test.each([
    ["a key is made of something else", { keys: ["hub>shop", "x"], own: () => "vnet-hub", remote: TO }],
    ["a network is none of the two", { keys: ["hub>shop", "hub>lab"], own: () => "vnet-lab", remote: TO }],
    [
      "its own network stands now here, now there",
      {
        keys: ["hub>shop", "shop>hub"],
        own: () => "vnet-hub",
        remote: TO,
      },
    ],
    [
      "the loop doesn't choose it",
      {
        keys: ["hub>shop", "hub>lab"],
        own: () => "vnet-hub",
        remote: ["azurerm_virtual_network.n", "local.x"],
      },
    ],
  ])("is open where %s", (_, half: Half) => {
    expect(remotesOf(halves(half))[0]).toBeUndefined();
  });
});

describe("what a local has under a key, of which a plan holds nothing", () => {
  const key = ["local.networks", "each.key"];

  test("is the network whose name another argument read there", () => {
    const up = halves({ keys: ["shop"], own: () => "vnet-lab", remote: [...key] }, "up");
    const down = halves(
      { keys: ["shop"], own: () => "vnet-shop", local: key, remote: ["local.hub.id", "local.hub"] },
      "down",
    );
    expect(remotesOf(up)[0]).toBeUndefined();
    expect(remotesOf(up, down)[0]).toBe(network("shop"));
  });

  test("is open where two names were read there, of two attributes perhaps", () => {
    const up = halves({ keys: ["shop"], own: () => "vnet-lab", remote: [...key] }, "up");
    const some = ["vnet-shop", "vnet-hub"].map((name, index) =>
      halves(
        { keys: ["shop"], own: () => name, local: key, remote: ["local.hub.id", "local.hub"] },
        `down${index}`,
      ),
    );
    expect(remotesOf(up, ...some)[0]).toBeUndefined();
  });
});

describe("a local alone, of which a plan doesn't say which network it is", () => {
  const spoke = (name: string, remote: readonly string[], block: string): Part =>
    halves({ keys: ["one"], own: () => `vnet-${name}`, remote }, block);
  const pair: Part = { ...NETWORKS, keys: ["hub", "shop"] };
  const subnets: Part = {
    block: "azurerm_subnet.s",
    keys: ["hub", "shop"],
    values: (key) => ({
      name: "s",
      resource_group_name: "rg",
      virtual_network_name: `vnet-${key}`,
      address_prefixes: [`10.${NAMES.indexOf(String(key))}.1.0/24`],
    }),
  };
  const back = spoke("shop", [`${network("hub")}.id`, network("hub"), "azurerm_virtual_network.n"], "back");
  const verdictOf = (...references: readonly string[]): string | undefined =>
    analyze(readConfiguration(plan(pair, subnets, spoke("hub", references, "up"), back))).verdict(
      "vnet-hub/s",
      "vnet-shop/s",
    );

  test("is not taken for the only other one, which nothing names", () => {
    expect(verdictOf("local.x")).toBe("CONDITIONAL");
  });

  test("is sure where the reference names it", () => {
    const other = [`${network("shop")}.id`, network("shop"), "azurerm_virtual_network.n"];
    expect(verdictOf(...other)).toBe("REACHABLE");
  });

  test("is told by several peerings that share it, and not by one in a loop", () => {
    const up = (...keys: readonly string[]): readonly unknown[] =>
      readConfiguration(
        plan(
          { ...NETWORKS, keys: ["hub", ...keys] },
          halves({ keys, own: (key) => `vnet-${key}`, remote: ["local.hub.id", "local.hub"] }),
        ),
      ).peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork);
    expect(up("shop", "lab")).toEqual([network("hub"), network("hub")]);
    expect(up("shop")).toEqual([undefined]);
  });
});
