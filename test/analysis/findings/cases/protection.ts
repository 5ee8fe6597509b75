import {
  Case,
  gateway,
  HUB,
  id,
  network,
  publicIp,
  resource,
  Resources,
  subnet,
  subnetId,
} from "./terraform";

const GATEWAY = [subnet("hub", "GatewaySubnet", "10.0.9.0/26"), publicIp("gw"), gateway("gw", "hub", ["gw"])];
const PLAN = resource("network_ddos_protection_plan", "plan");
const PLANNED: Resources = {
  azurerm_virtual_network: {
    spoke: { ddos_protection_plan: { id: id("network_ddos_protection_plan", "plan"), enable: true } },
  },
};
const OTHERS = Array.from({ length: 14 }, (_, index) => publicIp(`other${index}`));

function recorded(account: object, target = id("virtual_network", "hub")): Resources[] {
  return [
    ...HUB,
    resource("storage_account", "logs", { account_tier: "Standard", ...account }),
    resource("network_watcher_flow_log", "log", {
      target_resource_id: target,
      storage_account_id: id("storage_account", "logs"),
    }),
  ];
}

/** Flow logs and protection against floods. */
export const PROTECTION_CASES: readonly Case[] = [
  {
    code: "DDOS_PLAN_SEVERAL",
    bad: [...HUB, PLAN, resource("network_ddos_protection_plan", "second")],
    good: [...HUB, PLAN],
    at: "azurerm_network_ddos_protection_plan.second",
    says: ['"plan"', "Keep one"],
  },
  {
    code: "DDOS_PLAN_FEW_ADDRESSES",
    bad: [...HUB, ...GATEWAY, PLAN],
    good: [...HUB, ...GATEWAY, PLAN, ...OTHERS],
    at: "azurerm_network_ddos_protection_plan.plan",
    says: ["has 1 public addresses", "ddos_protection_mode"],
  },
  {
    code: "DDOS_NETWORK_UNPROTECTED",
    bad: [...HUB, ...GATEWAY, PLAN, network("spoke", "10.1.0.0/16"), PLANNED],
    good: [...HUB, ...GATEWAY, network("spoke", "10.1.0.0/16")],
    at: "azurerm_virtual_network.hub",
    says: ["azurerm_public_ip.gw"],
  },
  {
    code: "DDOS_NETWORK_UNPROTECTED",
    bad: [...HUB, ...GATEWAY, publicIp("other", { ddos_protection_mode: "Enabled" })],
    good: [
      ...HUB,
      ...GATEWAY,
      publicIp("other", { ddos_protection_mode: "Enabled" }),
      publicIp("gw", { ddos_protection_mode: "${var.mode}" }),
    ],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "FLOW_LOG_STORAGE",
    bad: recorded({ location: "japaneast" }),
    good: recorded({ location: "East Asia" }),
    at: "azurerm_network_watcher_flow_log.log",
    says: ["japaneast", "eastasia"],
  },
  {
    code: "FLOW_LOG_STORAGE",
    bad: recorded({ account_tier: "Premium" }, subnetId("hub", "default")),
    good: recorded({ location: "${var.place}" }, subnetId("hub", "default")),
    at: "azurerm_network_watcher_flow_log.log",
    says: ["Premium"],
  },
  {
    code: "FLOW_LOG_MISSING",
    bad: [...recorded({}), network("spoke", "10.1.0.0/16")],
    good: [...recorded({}, "${var.target}"), network("spoke", "10.1.0.0/16")],
    at: "azurerm_virtual_network.spoke",
  },
];
