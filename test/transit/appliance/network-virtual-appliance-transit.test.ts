import {
  ApplianceImages,
  InternetEgress,
  NetworkVirtualApplianceTransitOptions,
  TransitRouting,
  TransitRoutes,
} from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import {
  Block,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  TerraformJson,
} from "../../support/synth";
import { routesOf, transitNetwork } from "../transit-network";

function appliance(options: Partial<NetworkVirtualApplianceTransitOptions> = {}) {
  const created = { image: ApplianceImages.ciscoCatalyst8000v(), subnetPrefix: "10.0.1.0/24" };
  return transitNetwork(TransitRouting.networkVirtualAppliance({ ...created, ...options }));
}

const machines = (json: TerraformJson): Block[] =>
  Object.values(resourcesOf(json, "azurerm_linux_virtual_machine"));
const interfaceAddresses = (json: TerraformJson): string[] =>
  Object.values(resourcesOf(json, "azurerm_network_interface")).map(
    (each) => each.ip_configuration[0].private_ip_address,
  );

describe("an appliance that exists", () => {
  test("is the next hop, and nothing but route tables is created", () => {
    const json = synthesize(
      transitNetwork(TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.9" })),
    );
    expect(routesOf(json, "rt-spoke01")).toEqual({
      "to-spoke02_10.20.0.0-16": "10.20.0.0/16 VirtualAppliance 10.0.0.9",
    });
    expect(machines(json)).toEqual([]);
  });

  test("excludes new ones", () => {
    expect(refusals(appliance({ nextHopAddress: "10.0.0.9" }))).toEqual([
      expect.stringMatching(/give nextHopAddress for appliances that exist, or image and subnetPrefix/),
    ]);
  });

  test("is missed if neither it nor a new one is described", () => {
    expect(refusals(transitNetwork(TransitRouting.networkVirtualAppliance({})))).toEqual([
      expect.stringMatching(/needs to know its next hop: give nextHopAddress/),
    ]);
  });
});

describe("two appliances by default", () => {
  const json = synthesize(appliance());

  test("stand behind an internal Standard load balancer with HA ports, at the first addresses of the subnet", () => {
    expect(routesOf(json, "rt-spoke01")["to-spoke02_10.20.0.0-16"]).toMatch(/VirtualAppliance 10\.0\.1\.4$/);
    const balancer = resourceNamed(json, "azurerm_lb", "lbi-nva");
    expect(balancer).toMatchObject({
      sku: "Standard",
      frontend_ip_configuration: [
        { private_ip_address: "10.0.1.4", private_ip_address_allocation: "Static" },
      ],
    });
    expect(resourceNamed(json, "azurerm_lb_rule", "ha-ports")).toMatchObject({
      protocol: "All",
      frontend_port: 0,
      backend_port: 0,
      frontend_ip_configuration_name: balancer.frontend_ip_configuration[0].name,
      probe_id: expect.stringContaining("azurerm_lb_probe"),
    });
    expect(interfaceAddresses(json)).toEqual(["10.0.1.5", "10.0.1.6"]);
    expect(
      Object.keys(resourcesOf(json, "azurerm_network_interface_backend_address_pool_association")),
    ).toHaveLength(2);
  });

  test("may forward and are never shut down", () => {
    for (const each of Object.values(resourcesOf(json, "azurerm_network_interface"))) {
      expect(each.ip_forwarding_enabled).toBe(true);
    }
    expect(resourcesOf(json, "azurerm_dev_test_global_vm_shutdown_schedule")).toEqual({});
  });

  test("are created after they are in the pool, since both write the interface (E8)", () => {
    const graph = new DependencyGraph(json);
    for (const ordinal of ["Appliance1", "Appliance2"]) {
      const machine = graph.one("azurerm_linux_virtual_machine.", ordinal);
      expect(graph.waits(machine, graph.one("pool_association.", ordinal))).toBe(true);
    }
    expect(graph.onCircle()).toEqual([]);
  });

  test("have no public address", () => {
    expect(resourcesOf(json, "azurerm_public_ip")).toEqual({});
  });
});

test("are spread over zones, and the load balancer's address is in all of them", () => {
  const json = synthesize(appliance({ instances: 3, zones: ["1", "2"] }));
  expect(machines(json).map((machine) => machine.zone)).toEqual(["1", "2", "1"]);
  expect(resourceNamed(json, "azurerm_lb", "lbi-nva").frontend_ip_configuration[0].zones).toEqual([
    "1",
    "2",
    "3",
  ]);
});

test("a single one may do without a load balancer", () => {
  const json = synthesize(appliance({ instances: 1, loadBalancer: false }));
  expect(resourcesOf(json, "azurerm_lb")).toEqual({});
  expect(interfaceAddresses(json)).toEqual(["10.0.1.4"]);
  expect(routesOf(json, "rt-spoke01")["to-spoke02_10.20.0.0-16"]).toMatch(/10\.0\.1\.4$/);
});

test("the load balancer's address can be chosen, and no machine takes it", () => {
  const json = synthesize(appliance({ privateIpAddress: "10.0.1.5" }));
  expect(interfaceAddresses(json)).toEqual(["10.0.1.4", "10.0.1.6"]);
});

test("each has a public address if the Internet is reached through it", () => {
  const routes = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });
  expect(Object.keys(resourcesOf(synthesize(appliance({ routes })), "azurerm_public_ip"))).toHaveLength(2);
});

describe("vendors", () => {
  test.each([
    ["cisco", ApplianceImages.ciscoCatalyst8000v()],
    ["juniper-networks", ApplianceImages.juniperVsrx()],
    ["fortinet", ApplianceImages.fortinetFortiGate()],
  ])("%s: image and plan say the same", (publisher, image) => {
    const json = synthesize(appliance({ image, managementSubnetPrefix: "10.0.2.0/24" }));
    for (const machine of machines(json)) {
      expect(machine.source_image_reference).toMatchObject({ publisher, version: "latest" });
      expect(machine.plan).toEqual({
        publisher,
        product: machine.source_image_reference.offer,
        name: machine.source_image_reference.sku,
      });
      expect(machine.size).toBe(image.size);
    }
  });

  test("what a vendor needs can be overridden", () => {
    const image = { ...ApplianceImages.fortinetFortiGate(), version: "7.6.3" };
    const json = synthesize(appliance({ image, size: "Standard_F8s_v2", bootstrap: "config system global" }));
    expect(machines(json)[0]).toMatchObject({
      size: "Standard_F8s_v2",
      source_image_reference: { version: "7.6.3" },
      custom_data: Buffer.from("config system global").toString("base64"),
    });
    expect(resourceNamed(json, "azurerm_lb_probe", "alive").port).toBe(8008);
  });

  test("an appliance whose first interface is for management gets a second one, and the second forwards", () => {
    const image = ApplianceImages.juniperVsrx();
    expect(refusals(appliance({ image }))).toEqual([
      expect.stringMatching(
        /first interface of juniper-networks .* is for management only; give managementSubnetPrefix/,
      ),
    ]);
    const json = synthesize(appliance({ image, instances: 1, managementSubnetPrefix: "10.0.2.0/24" }));
    expect(machines(json)[0].network_interface_ids).toEqual([
      expect.stringContaining("ManagementInterface"),
      expect.stringMatching(/_NetworkInterface_/),
    ]);
    const management = resourceNamed(json, "azurerm_network_interface", "nic-vm-nva01-mgmt");
    expect(management.ip_configuration[0].subnet_id).toMatch(/nva-management/);
    expect(management.ip_forwarding_enabled).toBeUndefined();
    const [association] = Object.values(
      resourcesOf(json, "azurerm_network_interface_backend_address_pool_association"),
    );
    expect(association.network_interface_id).toMatch(/_NetworkInterface_/);
  });

  test("terms are accepted once for all appliances, before the first, and only if asked for", () => {
    const json = synthesize(appliance({ acceptMarketplaceTerms: true }));
    const graph = new DependencyGraph(json);
    const terms = graph.one("azurerm_marketplace_agreement.");
    expect(Object.values(resourcesOf(json, "azurerm_marketplace_agreement"))).toEqual([
      { publisher: "cisco", offer: "cisco-c8000v-byol", plan: "17_15_01a-byol" },
    ]);
    for (const machine of graph.find("azurerm_linux_virtual_machine.")) {
      expect(graph.waits(machine, terms)).toBe(true);
    }
    expect(resourcesOf(synthesize(appliance()), "azurerm_marketplace_agreement")).toEqual({});
  });
});

test.each<[NetworkVirtualApplianceTransitOptions, RegExp]>([
  [{ instances: 0 }, /instances is 0; give a whole number from 1 to 32/],
  [{ instances: 2, loadBalancer: false }, /2 appliances need a load balancer/],
  [{ subnetPrefix: "10.0.1.0/29", instances: 4 }, /has no room for 4 appliances and their load balancer/],
  [{ privateIpAddress: "10.0.1.3" }, /10\.0\.1\.3, is one of the five addresses that Azure keeps/],
  [
    { image: { publisher: "p", offer: "o", sku: "s" }, acceptMarketplaceTerms: true },
    /acceptMarketplaceTerms needs the plan of the image/,
  ],
  [
    { image: { ...ApplianceImages.ciscoCatalyst8000v(), sku: '${file("/etc/passwd")}' } },
    /the sku of the image is "\$\{file.*; the marketplace uses letters, digits/,
  ],
  [{ zones: ["4"] }, /the availability zone "4" doesn't exist/],
  [
    { image: { ...ApplianceImages.ciscoCatalyst8000v(), probePort: 0 } },
    /the probe port is 0; use a TCP port from 1 to 65535/,
  ],
])("%j is refused", (options, message) => {
  expect(refusals(appliance(options))).toContainEqual(expect.stringMatching(message));
});

test.each(["hello", "10.0.1.1/24"])("the subnet prefix %s is one mistake and one message", (subnetPrefix) => {
  expect(refusals(appliance({ subnetPrefix }))).toEqual([
    expect.stringMatching(/the address prefix of subnet "nva"/),
  ]);
});

describe("what a vendor's image is", () => {
  const forwarders = (options: Partial<NetworkVirtualApplianceTransitOptions>): string[] => {
    const stack = stackWith((each) => void appliance({ instances: 1, ...options })(each));
    const { forwards = [] } = (stack.toTerraform()["//"] as Block)?.["cdktf-azure-hub-spoke"] ?? {};
    return Array.isArray(forwards) ? forwards : forwards.resolve();
  };

  test("FortiGate's first interface forwards, and that for management is the second: port1 and port2", () => {
    const json = synthesize(
      appliance({
        image: ApplianceImages.fortinetFortiGate(),
        instances: 1,
        managementSubnetPrefix: "10.0.2.0/24",
      }),
    );
    expect(machines(json)[0].network_interface_ids).toEqual([
      expect.stringMatching(/_NetworkInterface_/),
      expect.stringContaining("ManagementInterface"),
    ]);
  });

  test("a firewall is taken to forward only if it is configured, or if the program says so", () => {
    const image = ApplianceImages.fortinetFortiGate();
    expect(forwarders({ image })).toEqual([]);
    expect(forwarders({ image, bootstrap: "config firewall policy" })).toHaveLength(1);
    expect(forwarders({ image, forwards: true })).toHaveLength(1);
    expect(forwarders({ loadBalancer: false })).toHaveLength(1);
    expect(forwarders({ loadBalancer: false, forwards: false })).toEqual([]);
  });

  test("a router behind a load balancer gets nothing before it is configured to answer it", () => {
    const image = ApplianceImages.ciscoCatalyst8000v();
    const behind = { image, instances: 2, loadBalancer: true };
    expect(forwarders(behind)).toEqual([]);
    expect(forwarders({ ...behind, bootstrap: "ip http secure-server" })).toHaveLength(2);
    expect(forwarders({ ...behind, forwards: true })).toHaveLength(2);
    expect(forwarders({ image, instances: 1, loadBalancer: false })).toHaveLength(1);
  });

  test.each([
    ApplianceImages.ciscoCatalyst8000v(),
    ApplianceImages.juniperVsrx(),
    ApplianceImages.fortinetFortiGate(),
  ])("the load balancer never asks SSH: $publisher", (image) => {
    const json = synthesize(appliance({ image, managementSubnetPrefix: "10.0.2.0/24" }));
    expect(resourceNamed(json, "azurerm_lb_probe", "alive").port).toBe(image.probePort);
    expect(image.probePort).not.toBe(22);
  });

  test("an image of one's own says which port answers, if a load balancer asks", () => {
    const image = { publisher: "p", offer: "o", sku: "s" };
    expect(refusals(appliance({ image }))).toEqual([
      expect.stringMatching(/give image\.probePort, the TCP port/),
    ]);
    expect(refusals(appliance({ image, instances: 1, loadBalancer: false }))).toEqual([]);
  });
});
