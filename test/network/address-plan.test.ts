import { Lazy } from "cdktf";
import fc from "fast-check";
import { AddressPlan, AddressPlanProps, HubSpokeConstruct, HubSpokeError } from "../../lib";
import { Ipv4Prefix } from "../../lib/cidr";
import { resourcesOf, stackWith, synthesize } from "../support/synth";

function plan(props: Partial<AddressPlanProps> = {}): AddressPlan {
  return new AddressPlan(
    stackWith(() => undefined),
    "Addresses",
    { addressSpace: "10.0.0.0/8", ...props },
  );
}

describe("AddressPlan", () => {
  test("counts slots from the start of its space", () => {
    const addresses = plan({ slots: { hub01: 0, spoke01: 10, last: 255 } });
    expect(["hub01", "spoke01", "last"].map((name) => addresses.slot(name).prefix)).toEqual([
      "10.0.0.0/16",
      "10.10.0.0/16",
      "10.255.0.0/16",
    ]);
  });

  test("gives a hub-and-spoke network all its addresses", () => {
    const json = synthesize((stack) => {
      const addresses = new AddressPlan(stack, "Addresses", {
        addressSpace: "10.0.0.0/8",
        slots: { hub01: 0, spoke01: 10 },
      });
      const member = (name: string) => ({
        name,
        addressSpace: addresses.slot(name).addressSpace,
        subnets: [{ name: "default", addressPrefix: addresses.slot(name).subnet(0) }],
      });
      new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: member("hub01"),
        spokes: [member("spoke01")],
      });
    });
    const subnets = Object.values(resourcesOf(json, "azurerm_subnet"));
    expect(subnets.map((subnet) => subnet.address_prefixes)).toEqual([["10.0.0.0/24"], ["10.10.0.0/24"]]);
  });

  test("gives slots of several sizes", () => {
    const addresses = plan({ slots: { hub01: 0 } });
    expect(addresses.addSlot("small", { number: 32 * 16, length: 20 }).prefix).toBe("10.32.0.0/20");
    expect(addresses.addSlot("large", { number: 1, length: 12 }).prefix).toBe("10.16.0.0/12");
  });

  test("places a slot without a number by its name alone", () => {
    const alone = plan().addSlot("spoke01", { length: 20 }).prefix;
    const crowded = plan({ slots: { hub01: 0 } });
    crowded.addSlot("spoke02", { length: 20 });
    expect(crowded.addSlot("spoke01", { length: 20 }).prefix).toBe(alone);
  });

  test("divides a slot into subnets", () => {
    const slot = plan({ slots: { hub01: 3 } }).slot("hub01");
    expect([slot.subnet(0), slot.subnet(255), slot.subnet(4, 26), slot.subnet(0, 16)]).toEqual([
      "10.3.0.0/24",
      "10.3.255.0/24",
      "10.3.1.0/26",
      "10.3.0.0/16",
    ]);
  });

  test("knows the first number that is free", () => {
    const addresses = plan({ slots: { a: 0, b: 2 } });
    expect([addresses.freeNumber(), addresses.freeNumber(15), addresses.freeNumber(8)]).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  test.each<[string, Partial<AddressPlanProps>, RegExp]>([
    ["a space that is none", { addressSpace: "10.0.0.1/8" }, /host bits set.*"10\.0\.0\.0\/8"/],
    [
      "a space known only at apply",
      { addressSpace: Lazy.stringValue({ produce: () => "" }) },
      /only at apply/,
    ],
    [
      "slots larger than the space",
      { slotLength: 7 },
      /slotLength is 7; 10\.0\.0\.0\/8 holds prefixes of \/8 to \/29/,
    ],
    ["slots that no network can be", { slotLength: 30 }, /slotLength is 30/],
    [
      "a number beyond the space",
      { slots: { a: 256 } },
      /slot "a" has the number 256.*0 to 255: number 0 is free/,
    ],
    ["a number that is none", { slots: { a: 0.5 } }, /slot "a" has the number 0\.5/],
    [
      "two claims to one slot",
      { slots: { a: 1, b: 1 } },
      /slot "b" claims 10\.1\.0\.0\/16, which overlaps slot "a" \(10\.1\.0\.0\/16\): number 0 is free \(10\.0\.0\.0\/16\)/,
    ],
    ["several mistakes at once", { slots: { a: -1, "": 2 } }, /number -1.*; a slot needs a name/],
  ])("refuses %s", (_, props, message) => {
    expect(() => plan(props)).toThrow(message);
  });

  test("refuses a slot when the plan is full", () => {
    const full = plan({ addressSpace: "10.0.0.0/15", slots: { a: 0, b: 1 } });
    expect(full.freeNumber()).toBeUndefined();
    expect(() => full.addSlot("c", { number: 0 })).toThrow(/and no \/16 is free in 10\.0\.0\.0\/15/);
  });

  test("refuses a name that is taken, and one that it doesn't know", () => {
    const addresses = plan({ slots: { a: 0 } });
    expect(() => addresses.addSlot("a", { number: 1 })).toThrow(/two slots named "a"/);
    expect(() => addresses.slot("b")).toThrow(/no slot named "b"; add it to slots: number 1 is free/);
  });

  test.each([
    [256, 24],
    [-1, 24],
    [0.5, 24],
    [0, 15],
    [0, 30],
  ])("refuses subnet %d of length %d", (number, length) => {
    expect(() =>
      plan({ slots: { a: 0 } })
        .slot("a")
        .subnet(number, length),
    ).toThrow(/slot "a"/);
  });

  const slotNames = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 12,
  });

  test("never moves a slot when others come, go or change places", () => {
    fc.assert(
      fc.property(
        slotNames,
        fc.infiniteStream(
          fc.record({
            number: fc.option(fc.nat(40), { nil: undefined }),
            length: fc.integer({ min: 12, max: 24 }),
          }),
        ),
        fc.infiniteStream(fc.nat()),
        (names, declarations, order) => {
          const declared = names.map((name) => ({ name, ...declarations.next().value }));
          const placed = (list: typeof declared): Map<string, string> => {
            const addresses = plan();
            const prefixes = new Map<string, string>();
            for (const { name, number, length } of list) {
              try {
                prefixes.set(name, addresses.addSlot(name, { number, length }).prefix);
              } catch (error) {
                expect(HubSpokeError.isHubSpokeError(error)).toBe(true);
              }
            }
            return prefixes;
          };
          const first = placed(declared);
          const shuffled = declared
            .map((each) => ({ each, key: order.next().value }))
            .filter(({ key }) => key % 4 > 0)
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          const moved = [...placed(shuffled)].filter(
            ([name, prefix]) => (first.get(name) ?? prefix) !== prefix,
          );
          expect(moved).toEqual([]);
          const prefixes = [...first.values()].map((text) => Ipv4Prefix.parse(text));
          const whole = Ipv4Prefix.parse("10.0.0.0/8");
          const misplaced = prefixes.filter(
            (prefix, index) =>
              !whole.contains(prefix) || prefixes.slice(index + 1).some((other) => other.overlaps(prefix)),
          );
          expect(misplaced).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
