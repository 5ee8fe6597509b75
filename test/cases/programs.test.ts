import { DataAzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-network";
import { Firewall } from "@cdktf/provider-azurerm/lib/firewall";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { TerraformIterator, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import {
  ApplianceImages,
  AzurermVersion,
  HubSpokeConstruct,
  HubSpokeProps,
  InternetEgress,
  SecurityGroup,
  NamedSpokeOptions,
  Subnet,
  TransitRouting,
  TransitRoutes,
  VirtualNetwork,
} from "../../lib";
import { findingsOf, readConfiguration } from "../../lib/analysis";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { Block, synthesize, synthesizeStacks, TerraformJson } from "../support/synth";

/** Programs that people reported problems with, written with this package: C of Terraform CDK, S of appliances and policies. */
const WEB: NamedSpokeOptions = {
  name: "web",
  addressSpace: ["10.61.0.0/16"],
  subnets: [{ name: "app", addressPrefix: "10.61.1.0/24" }],
};
const DB: NamedSpokeOptions = {
  name: "db",
  addressSpace: ["10.62.0.0/16"],
  subnets: [{ name: "app", addressPrefix: "10.62.1.0/24" }],
};
const LAB: HubSpokeProps = {
  location: "westeurope",
  hub: { name: "core", addressSpace: ["10.60.0.0/16"] },
  spokes: [WEB, DB],
  transit: TransitRouting.azureFirewall({ subnetPrefix: "10.60.0.0/26" }),
};

function blocksOf(json: TerraformJson, type: string): Block[] {
  return Object.values(json.resource[type] ?? {});
}

function refusalOf(build: (stack: TerraformStack) => void): string {
  try {
    synthesize(build);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("what apply alone tells can't say which resources there are: refused in a sentence", () => {
  test("C1, hashicorp/terraform-cdk#3832: the address space of a network that is read", () => {
    const hubThatIsRead = (addressSpace?: string[]) => (stack: TerraformStack) => {
      const read = new DataAzurermVirtualNetwork(stack, "Platform", {
        name: "vnet",
        resourceGroupName: "rg",
      });
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Hub", {
        virtualNetworkId: read.id,
        virtualNetworkName: read.name,
        resourceGroupName: "rg",
        addressSpace: addressSpace ?? read.addressSpace,
      });
      const transit = TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.60.1.10" });
      new HubSpokeConstruct(stack, "Network", { ...LAB, hub: { name: "platform", virtualNetwork }, transit });
    };
    expect(refusalOf(hubThatIsRead())).toMatch(/addressSpace.*known only at apply/);
    expect(refusalOf(hubThatIsRead(["10.60.0.0/16"]))).toBe("");
  });

  test.each<[string, RegExp, (stack: TerraformStack) => NamedSpokeOptions]>([
    [
      "a variable's list",
      /addressSpace/,
      (stack) => ({ ...WEB, addressSpace: new TerraformVariable(stack, "v", {}).listValue }),
    ],
    [
      "a variable's text",
      /the address prefix of subnet "app" is known only at apply/,
      (stack) => ({
        ...WEB,
        subnets: [{ name: "app", addressPrefix: new TerraformVariable(stack, "v", {}).stringValue }],
      }),
    ],
    [
      "an iterator's value",
      /name/,
      () => ({ ...WEB, name: Token.asString(TerraformIterator.fromList(["db"]).value) }),
    ],
  ])("C2, hashicorp/terraform-cdk#2254: %s", (_, message, spoke) => {
    expect(
      refusalOf((stack) => new HubSpokeConstruct(stack, "Network", { ...LAB, spokes: [spoke(stack)] })),
    ).toMatch(message);
  });
});

test("C4, woitzik.dev: tables that lead to the firewall's address make no circle", () => {
  const json = synthesize((stack) => {
    const { hub } = new HubSpokeConstruct(stack, "Network", {
      ...LAB,
      hub: {
        ...LAB.hub,
        subnets: [{ name: "shared", addressPrefix: "10.60.2.0/24" }],
        vpnGateway: { subnetPrefix: "10.60.255.0/27" },
      },
      transit: TransitRouting.azureFirewall({
        subnetPrefix: "10.60.0.0/26",
        routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT }),
      }),
    });
    hub.addSiteToSite("hq", { gatewayAddress: "203.0.113.7", addressSpace: ["172.20.0.0/16"] });
    const all = stack.node.findAll();
    const firewall = all.find((each): each is Firewall => each instanceof Firewall)!;
    const shared = all.find(({ node }) => node.id === "Subnet-shared") as Subnet;
    const table = new RouteTable(stack, "Shared", {
      name: "rt-shared",
      location: "westeurope",
      resourceGroupName: "rg",
      route: [WEB, DB].map(({ name, addressSpace }) => ({
        name,
        addressPrefix: addressSpace![0],
        nextHopType: "VirtualAppliance",
        nextHopInIpAddress: firewall.ipConfiguration.get(0).privateIpAddress,
      })),
    });
    new SubnetRouteTableAssociation(stack, "SharedAssociation", {
      subnetId: shared.subnetId,
      routeTableId: table.id,
    });
  });
  const graph = new DependencyGraph(json);
  expect(graph.waits("azurerm_route_table.Shared", graph.one("azurerm_firewall."))).toBe(true);
  expect(graph.onCircle()).toEqual([]);
  // C7: peerings after subnets, the half that uses the gateway after it and after the opposite half. What the program itself
  // binds beside the constructs isn't theirs to order.
  expect(orderingFaults(json).filter((fault) => !fault.endsWith("SharedAssociation"))).toEqual([]);
});

test("C6, hashicorp/terraform-cdk#2976: a construct that makes a stack for each region", () => {
  class Platform extends Construct {
    public readonly stacks = ["westeurope", "japaneast"].map((location) => {
      const stack = new TerraformStack(this, location);
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      new HubSpokeConstruct(stack, "Network", { ...LAB, location, spokes: [WEB] });
      return stack;
    });
  }
  const jsons = synthesizeStacks(new Platform(Testing.app(), "platform").stacks);
  expect(
    jsons.map((json) => [...new Set(blocksOf(json, "azurerm_virtual_network").map((each) => each.location))]),
  ).toEqual([["westeurope"], ["japaneast"]]);
  expect(JSON.stringify(jsons)).not.toContain("terraform_remote_state");
});

test("C33, MicrosoftDocs/azure-docs#95609: the router originates the prefixes, at both Route Server addresses", () => {
  const json = synthesize(
    (stack) =>
      new HubSpokeConstruct(stack, "Network", {
        ...LAB,
        transit: TransitRouting.routeServer({ speaker: { subnetPrefix: "10.60.2.0/27" } }),
      }),
  );
  const script = blocksOf(json, "azurerm_virtual_machine_run_command")[0].source.script as string;
  const speaks = script.slice(script.indexOf("router bgp"));
  expect(speaks).toMatch(/^ *network 10\.61\.0\.0\/16$/m);
  expect(speaks).toMatch(/^ *network 10\.62\.0\.0\/16$/m);
  expect(speaks).toContain("ebgp-multihop");
  const servers = Object.keys(json.resource.azurerm_route_server);
  expect(servers).toHaveLength(2);
  for (const server of servers) {
    for (const index of [0, 1]) {
      const address = `\${element(tolist(azurerm_route_server.${server}.virtual_router_ips), ${index})}`;
      expect(speaks).toContain(`neighbor ${address} peer-group`);
    }
  }
});

test("S1, Azure-Proactive-Resiliency-Library-v2#20: appliances aren't probed at their management port", () => {
  const json = synthesize(
    (stack) =>
      new HubSpokeConstruct(stack, "Network", {
        ...LAB,
        transit: TransitRouting.networkVirtualAppliance({
          image: ApplianceImages.ciscoCatalyst8000v(),
          subnetPrefix: "10.60.1.0/24",
          instances: 2,
        }),
      }),
  );
  const ports = blocksOf(json, "azurerm_lb_probe").map(({ port }) => port as number);
  expect([ports.length, ports.includes(22)]).toEqual([1, false]);
  expect(findingsOf(readConfiguration(json)).map(({ code }) => code)).not.toContain(
    "LB_PROBE_ON_MANAGEMENT_PORT",
  );
});

test("S2, hashicorp/terraform-provider-azurerm#28701: a policy that refuses subnets without a group", () => {
  const json = synthesize((stack) => {
    AzurermVersion.use(stack, "~> 5.2");
    const securityGroup = SecurityGroup.allowNetwork({ atCreation: true });
    new HubSpokeConstruct(stack, "Network", { ...LAB, spokes: [{ ...WEB, securityGroup }] });
  });
  const app = blocksOf(json, "azurerm_subnet").find(({ name }) => name === "app")!;
  expect(app.network_security_group_id_wo).toMatch(/azurerm_network_security_group/);
  expect(json.resource.azurerm_subnet_network_security_group_association).toBeUndefined();
});
