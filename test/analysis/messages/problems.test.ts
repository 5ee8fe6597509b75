import { problemMessage } from "../../../lib/analysis";
import { ModelProblem } from "../../../lib/analysis/model";

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

test.each<[ModelProblem, RegExp]>([
  [
    {
      code: "UNRESOLVED_REFERENCE",
      resource: "azurerm_subnet.s",
      attribute: "route_table_id",
      text: "${var.x}",
    },
    /^route_table_id of azurerm_subnet\.s names \$\{var\.x\}, a variable without a value here; .* --var-file/,
  ],
  [
    {
      code: "UNRESOLVED_REFERENCE",
      resource: "azurerm_subnet.s",
      attribute: "route_table_id",
      text: "${module.x.id}",
    },
    /names \$\{module\.x\.id\}, which this input does not hold/,
  ],
  [
    {
      code: "UNRESOLVED_REFERENCE",
      resource: "azurerm_subnet.s",
      attribute: "route_table_id",
      text: "${azurerm_route_table.x}",
      candidates: 4,
    },
    /names \$\{azurerm_route_table\.x\}: one of 4 resources of this input; which one, it doesn't tell/,
  ],
  [
    {
      code: "UNKNOWN_VALUE",
      resource: "azurerm_route.r",
      attribute: "next_hop_in_ip_address",
      text: "${var.x}",
    },
    /^next_hop_in_ip_address of azurerm_route\.r is \$\{var\.x\}, a variable without a value here; --var/,
  ],
  [
    {
      code: "UNKNOWN_VALUE",
      resource: "virtualNetworks/v",
      attribute: "address_space",
      text: "[\"${parameters('space')}\"]",
    },
    /^address_space of virtualNetworks\/v is .*, a parameter without a value here; --var/,
  ],
  [
    {
      code: "UNRESOLVED_REFERENCE",
      resource: "virtualNetworks/v/virtualNetworkPeerings/p",
      attribute: "remote_virtual_network_id",
      text: "${parameters('hub')}",
    },
    /names \$\{parameters\('hub'\)\}, a parameter without a value here; .* --var-file/,
  ],
  [
    {
      code: "UNKNOWN_VALUE",
      resource: "azurerm_route.r",
      attribute: "next_hop_in_ip_address",
      text: "${azurerm_x.y.ip}",
    },
    /is \$\{azurerm_x\.y\.ip\}, which nobody can know before apply/,
  ],
  [
    { code: "UNKNOWN_INSTANCES", resource: "azurerm_subnet.s", attribute: "for_each", text: "${var.x}" },
    /instances azurerm_subnet\.s has depends on for_each = \$\{var\.x\}/,
  ],
  [
    { code: "INSTANCES_AFTER_APPLY", resource: "x.y", attribute: "count", text: "azurerm_subnet.s.id" },
    /^count of x\.y depends on azurerm_subnet\.s\.id.*"Invalid count argument"/,
  ],
  [{ code: "PLAN_INCOMPLETE", resource: "" }, /could not finish this plan/],
  [{ code: "PLAN_TARGETED", resource: "", text: "a.b, c.d +2" }, /says nothing of a\.b, c\.d \+2\./],
  [{ code: "PLAN_DEFERS", resource: "x.y", text: "provider_config_unknown" }, /^Terraform defers x\.y/],
  [{ code: "REMOVED_AND_KEPT", resource: "x.y" }, /^x\.y is removed without being destroyed/],
  [{ code: "PLAN_REFRESHES", resource: "" }, /-refresh-only/],
  [{ code: "STATE_TAINTED", resource: "x.y" }, /^x\.y is tainted/],
  [{ code: "PLAN_DESTROYS", resource: "", text: "3" }, /destroys everything that it manages \(3 resources\)/],
  [
    { code: "PLAN_KEYS_TAKEN", resource: "x.y", attribute: "subnet_id", text: "4" },
    /^A plan doesn't tell x\[each\.key\].*4 references of its loops \(such as subnet_id of x\.y\)/,
  ],
  [{ code: "ENVIRONMENT_NOT_READ", resource: "", text: "TF_VAR_a" }, /^Set here, but not read.*: TF_VAR_a\./],
  [{ code: "WORKSPACE_TAKEN", resource: "", text: "prod" }, /^terraform\.workspace is read as "prod"/],
  [{ code: "TEMPLATE_ELSEWHERE", resource: "linked" }, /^linked deploys a template that lies elsewhere/],
  [{ code: "TEMPLATE_NOT_READ", resource: "x.y" }, /^x\.y deploys a template of Azure's/],
  [
    { code: "UNIT_WITHOUT_MODULE", resource: "live/hub", text: "git::x" },
    /^The module of live\/hub, git::x, is not there.*"terragrunt init"/,
  ],
  [
    { code: "STACK_NOT_GENERATED", resource: "live/terragrunt.stack.hcl" },
    /^The units of live\/terragrunt\.stack\.hcl are not written out.*"terragrunt stack generate"/,
  ],
  [
    {
      code: "UPDATE_NOT_APPLIED",
      resource: "azapi_update_resource.u",
      text: "Microsoft.Network/routeTables",
    },
    /^azapi_update_resource\.u changes a Microsoft\.Network\/routeTables/,
  ],
  [
    { code: "MODULE_MISSING", resource: "module.net", attribute: "source" },
    /^module\.net is not there.*"terraform init" brings it/,
  ],
  [
    { code: "MODULE_CIRCULAR", resource: "module.a.module.up", attribute: "source" },
    /^module\.a\.module\.up calls a module that it stands in itself.*Terraform refuses that/,
  ],
  [{ code: "KIND_NOT_READ", resource: "azurerm_vpn_gateway.g" }, /^azurerm_vpn_gateway\.g is of a kind/],
])("%j in words, in both languages", (problem, expected) => {
  const { en, ja } = problemMessage(problem);
  expect(en).toMatch(expected);
  expect(en).not.toMatch(JAPANESE);
  expect(ja).toMatch(JAPANESE);
  expect(ja).toContain(problem.text === "HCL" ? problem.resource : (problem.text ?? problem.resource));
});
