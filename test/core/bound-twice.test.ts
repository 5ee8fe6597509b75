import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { TerraformStack } from "cdktf";
import { Egress, HubSpokeConstruct, SecurityGroup, Spoke, SpokeOptions, TransitRouting } from "../../lib";
import { refusals } from "../support/synth";

const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";

function spoke(stack: TerraformStack, options: Partial<SpokeOptions> = {}): Spoke {
  return new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: { name: "hub", addressSpace: ["10.0.0.0/16"] },
    transit: TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.1.0/27" }),
  }).addSpoke("web", {
    addressSpace: ["10.1.0.0/16"],
    subnets: [{ name: "default", addressPrefix: "10.1.0.0/24" }],
    ...options,
  });
}

test("refuses what a program's own association gives a subnet beside an association of ours", () => {
  const found = refusals((stack) => {
    const { subnetId } = spoke(stack, {
      securityGroup: SecurityGroup.closed(),
      egress: Egress.natGateway(),
    }).subnet("default");
    new SubnetNetworkSecurityGroupAssociation(stack, "Group", {
      subnetId,
      networkSecurityGroupId: `${ID}/networkSecurityGroups/own`,
    });
    new SubnetRouteTableAssociation(stack, "Table", { subnetId, routeTableId: `${ID}/routeTables/own` });
    new SubnetNatGatewayAssociation(stack, "Nat", { subnetId, natGatewayId: `${ID}/natGateways/own` });
  });
  expect(found).toEqual([
    expect.stringMatching(
      /^\[stack\] azurerm_subnet_network_security_group_association\.Group \[stack\/Group\] gives a subnet a security group, and it takes one, which it has from stack\/Network\/Spoke-web\/.*: leave one of the two out$/,
    ),
    expect.stringMatching(/\[stack\/Table\] gives a subnet a route table, .* from stack\/Network\/Transit\//),
    expect.stringMatching(/\[stack\/Nat\] gives a subnet a NAT gateway, .* from stack\/Network\/Spoke-web\//),
  ]);
});

test("takes one on a subnet that has none of ours, and one that may not be there", () => {
  const found = refusals((stack) => {
    const own = spoke(stack);
    new SubnetNetworkSecurityGroupAssociation(stack, "Group", {
      subnetId: own.subnet("default").subnetId,
      networkSecurityGroupId: `${ID}/networkSecurityGroups/own`,
    });
    new SubnetRouteTableAssociation(stack, "Table", {
      subnetId: own.subnet("default").subnetId,
      routeTableId: `${ID}/routeTables/own`,
      count: 0,
    });
  });
  expect(found).toEqual([]);
});
