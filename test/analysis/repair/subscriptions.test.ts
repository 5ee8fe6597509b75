import { analyze, findRepairs, readNetwork } from "../../../lib/analysis";
import { editsAsHcl } from "../../../lib/review";

const place = { resource_group_name: "rg", location: "eastasia" };

function network(name: string, prefix: string, provider?: string): object {
  return { ...(provider !== undefined && { provider }), name, ...place, address_space: [prefix] };
}

function subnet(of: string, prefix: string, provider?: string): object {
  return {
    ...(provider !== undefined && { provider }),
    name: "default",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
    address_prefixes: [prefix],
    default_outbound_access_enabled: false,
  };
}

const SUBSCRIPTIONS = {
  provider: { azurerm: [{ features: {} }, { alias: "spoke", subscription_id: "s", features: {} }] },
  resource: {
    azurerm_virtual_network: {
      hub: network("hub", "10.0.0.0/16"),
      spoke: network("spoke", "10.1.0.0/16", "azurerm.spoke"),
    },
    azurerm_subnet: {
      hub: subnet("hub", "10.0.0.0/24"),
      spoke: subnet("spoke", "10.1.0.0/24", "azurerm.spoke"),
    },
  },
};

function editsFor(to: string) {
  const { model, input } = readNetwork(SUBSCRIPTIONS);
  const { options } = analyze(model);
  const { repairs } = findRepairs({ input, options, from: "spoke/default", to, wish: { kind: "reachable" } });
  return repairs[0].edits;
}

test("what is created stands in the subscription of what it belongs to", () => {
  const provided = editsFor("hub/default").map((edit) =>
    edit.op === "create" ? [edit.name, edit.arguments.provider] : [],
  );
  expect(provided).toEqual([
    ["spoke_to_hub", "azurerm.spoke"],
    ["hub_to_spoke", undefined],
  ]);
});

test("so does what belongs to something created, in HCL without quotes", () => {
  const text = editsAsHcl(editsFor("internet"), "en");
  expect(text.match(/^resource /gm)).toHaveLength(4);
  expect(text.match(/^ {2}provider +=/gm)).toHaveLength(4);
  expect(text.match(/= azurerm\.spoke$/gm)).toHaveLength(4);
});
