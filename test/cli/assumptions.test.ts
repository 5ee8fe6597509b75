import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
afterAll(() => folder.remove());

/** The lab with a router in the hub, of whose operating system Terraform says nothing. */
function routerLab(): string {
  const lab = labConfiguration() as { resource: Record<string, Record<string, object>> };
  const place = { location: "eastasia", resource_group_name: "rg-lab" };
  lab.resource.azurerm_network_interface = {
    router: {
      name: "nic-router",
      ...place,
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          name: "main",
          subnet_id: "${azurerm_subnet.hub01_default.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: "10.0.0.4",
        },
      ],
    },
  };
  for (const [here, there] of [
    ["spoke01", "10.20.0.0/16"],
    ["spoke02", "10.10.0.0/16"],
  ]) {
    const route = {
      name: "to-sister",
      address_prefix: there,
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: "10.0.0.4",
    };
    lab.resource.azurerm_route_table = {
      ...lab.resource.azurerm_route_table,
      [here]: { name: `rt-${here}`, ...place, route: [route] },
    };
    lab.resource.azurerm_subnet_route_table_association = {
      ...lab.resource.azurerm_subnet_route_table_association,
      [here]: {
        subnet_id: `\${azurerm_subnet.${here}_default.id}`,
        route_table_id: `\${azurerm_route_table.${here}.id}`,
      },
    };
  }
  return folder.write("router.tf.json", lab);
}

const router = routerLab();
const assumptions = folder.write("assume.json", { version: 1, forwards: ["nic-router"] });
const ask = (...more: string[]) =>
  run(["reach", router, "--from", "vnet-spoke01/default", "--to", "vnet-spoke02/default", ...more]);

describe("what Terraform doesn't say", () => {
  it("is taken for granted, and said", () => {
    const { out } = ask();
    expect(out).toContain("✓ REACHABLE: through nic-router");
    expect(out.replace(/\s+/g, " ")).toContain(
      "The guest system of nic-router forwards packets (not declared; taken for granted",
    );
  });

  it("makes a verdict conditional with --strict", () => {
    expect(ask("--strict").out).toContain("? CONDITIONAL");
  });

  it("is believed when it is declared, with the file named", () => {
    const { out } = ask("--strict", "--assume", assumptions);
    expect(out).toContain("✓ REACHABLE");
    expect(out.replace(/\s+/g, " ")).toContain(`(declared in ${assumptions})`);
  });

  it("is listed once under the matrix, in the page and in JSON", () => {
    const { out } = run(["reach", router]);
    expect(out.match(/The guest system/g)).toHaveLength(1);
    const { assumptions: used } = JSON.parse(ask("--json").out).pairs[0];
    expect(used).toEqual([
      { kind: "forwards", resource: "azurerm_network_interface.router", message: expect.any(String) },
    ]);
  });

  it.each([
    [{ version: 1, forwards: ["nic-ruter"] }, /nic-ruter.*did you mean "nic-router"/],
    [{ forwards: [] }, /version/],
    [{ version: 1, forwards: "nic-router" }, /forwards/],
  ])("is refused in one sentence when the file says %j", (content, message) => {
    const { code, out, err } = ask("--assume", folder.write("wrong.json", content));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});
