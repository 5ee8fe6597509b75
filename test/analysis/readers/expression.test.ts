import { readConfiguration } from "../../../lib/analysis/readers";
import { Budget } from "../../../lib/analysis/readers/expression/budget";
import { evaluateTemplate } from "../../../lib/analysis/readers/expression/evaluator";
import { Scope } from "../../../lib/analysis/readers/expression/scope";
import { Leaf, plainValue, printReference, scalarOf } from "../../../lib/analysis/readers/terraform/value";

const scope: Scope = {
  budget: new Budget("main.tf"),
  variable: (name) => ({ n: 3, name: "hub", list: ["a", "b", "a"], map: { x: { ip: "10.0.0.4" } } })[name],
  local: () => undefined,
  resource: () => undefined,
  name: () => undefined,
};

describe("evaluateTemplate", () => {
  test.each<[string, unknown]>([
    ["plain", "plain"],
    ["vnet-${var.name}", "vnet-hub"],
    ["${var.n + 1}", 4],
    ["${var.n > 2 ? upper(var.name) : 1}", "HUB"],
    ["${var.map.x.ip}", "10.0.0.4"],
    ['${var.map["x"].ip}', "10.0.0.4"],
    ["${var.list[1]}", "b"],
    ["${element(var.list, 4)}", "b"],
    ["${toset(var.list)}", ["a", "b"]],
    ['${join("-", reverse(var.list))}', "a-b-a"],
    ['${[for v in var.list : upper(v) if v != "b"]}', ["A", "A"]],
    ["${{for k, v in var.map : k => v.ip}}", { x: "10.0.0.4" }],
    ["${[for k, v in var.map : k]}", ["x"]],
    ["${values(var.map)[*].ip}", ["10.0.0.4"]],
    ["${values(var.map).*.ip[0]}", "10.0.0.4"],
    ["${merge({a = 1}, {a: 2, b = 3})}", { a: 2, b: 3 }],
    ['${lookup({a = 1}, "z", 9)}', 9],
    ['${format("%s-%02d", var.name, var.n)}', "hub-03"],
    ['${cidrsubnet("10.0.0.0/8", 8, 20)}', "10.20.0.0/16"],
    ['${cidrsubnet("10.64.0.0/16", -2, 0)}', "10.64.0.0/14"],
    ['${cidrhost("10.0.1.0/24", 4)}', "10.0.1.4"],
    ['${cidrhost("10.0.1.0/24", -2)}', "10.0.1.254"],
    ["${one([])}", null],
    ["${length(var.list) == 3 && !false}", true],
    ["${max(1, var.n, 2)}", 3],
    ["${concat([var.list, [1]]...)}", ["a", "b", "a", 1]],
    ['${coalesce("", null, "c")}', "c"],
    ["${range(1, 4)}", [1, 2, 3]],
    ['${zipmap(["a"], [1])}', { a: 1 }],
    ["${flatten([[1], [2, [3]]])}", [1, 2, 3]],
    ['${contains(var.list, "b")}', true],
    ['${replace(var.name, "u", "a")}', "hab"],
    ['${"a${"b${var.n}"}\\u0041"}', "ab3A"],
    ["$${literal}", "${literal}"],
    ['${upper("$${a} %%{b}")}', "${A} %{B}"],
    ['${join("|", split("\n", trimspace(<<-EOT\n    a "x"\n      ${var.name}\n  EOT\n)))}', 'a "x"|  hub'],
    ["%{ for k, v in var.map ~}  ${k}=${v.ip}; %{ endfor }", "x=10.0.0.4; "],
    ["${[ # one }\n var.n, // two\n 4 /* ] */ ]}", [3, 4]],
    ["${-var.n * 2 - 1}", -7],
  ])("%s is %j", (text, expected) => {
    expect(plainValue(evaluateTemplate(text, scope))).toEqual(expected);
  });

  // terraform console says the same of each.
  test.each([
    "var.map[var.map.x.none]",
    "var.map[null]",
    "var.map.x.ip.first",
    "var.list[*].none",
    "var.list[1][0]",
    '"x-${var.map.x.none}"',
    "{ (var.map.x.none) = 1 }",
    "[for v in var.list : v if var.map.x.none]",
    "[for v in var.map.x.none : v]",
    "{ for v in var.list : var.map.x.none => v... }",
  ])("try goes on where Terraform refuses %s", (refused) => {
    expect(plainValue(evaluateTemplate(`\${try(${refused}, "next")}`, scope))).toBe("next");
  });

  test("an index that only apply tells may not be there", () => {
    const found = evaluateTemplate('${try(var.map[var.unset].ip, "next")}', scope);
    expect(scalarOf(found)).toBeUndefined();
  });

  test.each([
    "${var.unset}",
    "${local.x}",
    "${module.a.id}",
    "${azurerm_subnet.gone.id}",
    "${timestamp()}",
    "${uuid()}-x",
    "%{if true}a",
    "%{endif}",
    "%{while true}a%{endif}",
    "${provider::azurerm::normalise_resource_id(var.name)}",
    "${12345678901234567890}",
    "${unbalanced",
    "${a b}",
    '${"open}',
    "${" + "(".repeat(20_000) + "}",
    "${" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
  ])("leaves what it can't evaluate unknown (%#)", (text) => {
    const value = evaluateTemplate(text, scope);
    expect(value).toBeInstanceOf(Leaf);
    expect((value as Leaf).value).toBeUndefined();
  });

  test("keeps the known parts of a text whose rest is unknown", () => {
    expect((evaluateTemplate("${var.unset}/subnets/${var.name}", scope) as Leaf).text).toBe(
      "${var.unset}/subnets/hub",
    );
  });
});

describe("references", () => {
  const nextHopOf = (expression: string) => {
    const model = readConfiguration({
      locals: { fw: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}" },
      resource: {
        azurerm_firewall: { fw: { name: "fw", ip_configuration: { name: "a" } } },
        azurerm_lb: { lb: { name: "lb", frontend_ip_configuration: [{ name: "a" }] } },
        azurerm_network_interface: {
          nva: { name: "nva", ip_configuration: { name: "a", private_ip_address: "10.0.1.4" } },
          many: { count: 2, name: "nva${count.index}", ip_configuration: { name: "a" } },
        },
        azurerm_route_table: {
          t: {
            name: "t",
            route: [
              {
                name: "r",
                address_prefix: "0.0.0.0/0",
                next_hop_type: "VirtualAppliance",
                next_hop_in_ip_address: expression,
              },
            ],
          },
        },
      },
    });
    const { ip, resource, attribute } = model.routeTables[0].routes[0].nextHops[0];
    return [ip, resource, attribute];
  };

  const firewall = [undefined, "azurerm_firewall.fw", "ip_configuration[0].private_ip_address"];
  test.each<[string, unknown[]]>([
    ["10.0.1.4", ["10.0.1.4", undefined, undefined]],
    ["${azurerm_firewall.fw.ip_configuration[0].private_ip_address}", firewall],
    ["${azurerm_firewall.fw.ip_configuration.0.private_ip_address}", firewall],
    ["${one(azurerm_firewall.fw.ip_configuration).private_ip_address}", firewall],
    ["${element(azurerm_firewall.fw.ip_configuration, 0).private_ip_address}", firewall],
    ["${tolist(azurerm_firewall.fw.ip_configuration)[0].private_ip_address}", firewall],
    ["${(azurerm_firewall.fw.ip_configuration[*].private_ip_address)[0]}", firewall],
    ["${local.fw}", firewall],
    ["${azurerm_lb.lb.private_ip_address}", [undefined, "azurerm_lb.lb", "private_ip_address"]],
    [
      "${azurerm_lb.lb.frontend_ip_configuration[0].private_ip_address}",
      [undefined, "azurerm_lb.lb", "frontend_ip_configuration[0].private_ip_address"],
    ],
    [
      "${azurerm_network_interface.nva.private_ip_address}",
      ["10.0.1.4", "azurerm_network_interface.nva", "private_ip_address"],
    ],
    [
      "${azurerm_network_interface.nva.ip_configuration[0].private_ip_address}",
      ["10.0.1.4", "azurerm_network_interface.nva", "ip_configuration[0].private_ip_address"],
    ],
    [
      "${azurerm_network_interface.many[1].private_ip_address}",
      [undefined, "azurerm_network_interface.many[1]", "private_ip_address"],
    ],
    ['${cidrhost("10.0.1.0/24", 5)}', ["10.0.1.5", undefined, undefined]],
    [
      "${data.azurerm_firewall.other.ip_configuration[0].private_ip_address}",
      [undefined, undefined, undefined],
    ],
  ])("%s leads to %j", (expression, expected) => expect(nextHopOf(expression)).toEqual(expected));

  test("print as Terraform writes them", () => {
    const resource = { address: "azurerm_lb.x" } as never;
    expect(printReference({ resource, path: ["a", 0, "b"] })).toBe("azurerm_lb.x.a[0].b");
  });
});
