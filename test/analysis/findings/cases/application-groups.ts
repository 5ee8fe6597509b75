import { Body, Case, id, network, nic, resource, Resources, subnet } from "./terraform";

const HOME = [
  network("a", "10.1.0.0/16"),
  subnet("a", "app", "10.1.1.0/24"),
  network("b", "10.2.0.0/16"),
  subnet("b", "app", "10.2.1.0/24"),
  nic("a", "a", {}, "app"),
  nic("b", "b", {}, "app"),
  ...["web", "db", "empty"].map((name) => resource("application_security_group", name)),
];

function member(of: string, group: string): Resources {
  return {
    azurerm_network_interface_application_security_group_association: {
      [`${of}_${group}`]: {
        network_interface_id: id("network_interface", of),
        application_security_group_id: id("application_security_group", group),
      },
    },
  };
}

function rule(...destinations: string[]): Resources {
  const body: Body = {
    name: "web",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_port_range: "443",
    source_application_security_group_ids: [id("application_security_group", "web")],
    destination_application_security_group_ids: destinations.map((one) =>
      id("application_security_group", one),
    ),
  };
  return resource("network_security_group", "n", { security_rule: [body] });
}

export const APPLICATION_GROUP_CASES: readonly Case[] = [
  {
    code: "APPLICATION_GROUP_SEVERAL_NETWORKS",
    bad: [...HOME, member("a", "web"), member("b", "web")],
    good: [...HOME, member("a", "web"), member("b", "db")],
    at: "azurerm_application_security_group.web",
    says: ['"a" and "b"'],
  },
  {
    code: "SECURITY_RULE_GROUPS_APART",
    bad: [...HOME, member("a", "web"), member("b", "db"), rule("db")],
    good: [...HOME, member("a", "web"), member("a", "db"), rule("db")],
    at: "azurerm_network_security_group.n",
    says: ["groups of one network"],
  },
  {
    code: "SECURITY_RULE_GROUP_EMPTY",
    bad: [...HOME, member("a", "web"), member("a", "db"), rule("db", "empty")],
    good: [...HOME, member("a", "web"), member("a", "db"), rule("db")],
    at: "azurerm_network_security_group.n",
    says: ["no members"],
  },
];
