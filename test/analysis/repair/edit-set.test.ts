import { Edit } from "../../../lib/analysis";
import { goBeyond, undo } from "../../../lib/analysis/repair/edit-set";

const table = (...prefixes: string[]): Edit => ({
  op: "create",
  type: "azurerm_route_table",
  name: "spoke",
  arguments: { name: "rt-spoke", route: prefixes.map((address_prefix) => ({ address_prefix })) },
});
const flag = (value: boolean): Edit => ({
  op: "set",
  address: "azurerm_virtual_network_peering.hub",
  argument: "allow_forwarded_traffic",
  value,
});

it("goes beyond what it does all of, and more", () => {
  expect(goBeyond([table("10.1.0.0/16"), flag(true)], [flag(true)])).toBe(true);
  expect(goBeyond([flag(true), table("10.1.0.0/16", "10.2.0.0/16")], [table("10.2.0.0/16")])).toBe(true);
});

it("does not where it does the same, less, or something else", () => {
  expect(goBeyond([flag(true)], [flag(true)])).toBe(false);
  expect(goBeyond([flag(true)], [flag(true), table("10.1.0.0/16")])).toBe(false);
  expect(goBeyond([table("10.1.0.0/16"), flag(true)], [flag(false)])).toBe(false);
  expect(goBeyond([table("10.1.0.0/16", "10.3.0.0/16")], [table("10.2.0.0/16")])).toBe(false);
});

it("takes back what was just written, also in a block of what is new", () => {
  const hop = (address: string): Edit => ({
    op: "set",
    address,
    argument: "route[0].next_hop_in_ip_address",
    value: "10.0.0.4",
  });
  expect(undo([table("10.1.0.0/16")], [hop("azurerm_route_table.spoke")])).toBe(true);
  expect(undo([table("10.1.0.0/16")], [hop("azurerm_route_table.other")])).toBe(false);
  expect(undo([flag(true)], [flag(false)])).toBe(true);
});
