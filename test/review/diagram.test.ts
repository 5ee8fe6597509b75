import fc from "fast-check";
import { collapse } from "../../lib/review/collapse";
import { Box, layoutPicture } from "../../lib/review/html/diagram/layout";
import { fitText, textWidth } from "../../lib/review/html/diagram/measure";
import { PHRASES } from "../../lib/review/phrases";
import { Picture, PictureLink } from "../../lib/review/picture";
import { labDocument } from "./support/documents";

const pictures = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc
    .uniqueArray(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), {
      selector: ([a, b]) => [a, b].sort().join(","),
      maxLength: 16,
    })
    .map((pairs): Picture => {
      return {
        networks: Array.from({ length: count }, (_, index) => {
          return { id: `n${index}`, name: `n${index}`, prefixes: [], subnets: [] };
        }),
        sites: [{ id: "on-premises/dc", name: "dc", prefixes: [] }],
        links: [
          ...pairs.filter(([a, b]) => a !== b).map(([a, b]) => link(`n${a}`, `n${b}`)),
          link("on-premises/dc", "n0"),
        ],
      };
    }),
);

function link(from: string, to: string): PictureLink {
  return { from, to, kind: "peering", complete: true, label: PHRASES.peering, details: [] };
}

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe("layout of the diagram", () => {
  it("lets no two boxes overlap and keeps everything inside, whatever is linked with what", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { boxes, lines, width, height } = layoutPicture(picture, () => 120);
        const all = [...boxes.values()];
        expect(all).toHaveLength(picture.networks.length + 1);
        all.forEach((box, index) =>
          all.slice(index + 1).forEach((other) => expect(apart(box, other)).toBe(true)),
        );
        expect(lines.every(({ points }) => points.length >= 2)).toBe(true);
        for (const { x, y } of [...all, ...lines.flatMap((line) => line.points)]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeLessThanOrEqual(height);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("stands the hub between on-premises and the spokes, spokes in the order of the configuration", () => {
    const { picture } = labDocument({ spokes: 3 });
    const { boxes } = layoutPicture(picture, () => 120);
    const [hub, ...spokes] = picture.networks.map(({ id }) => boxes.get(id) as Box);
    const site = boxes.get("on-premises/dc1") as Box;
    expect(site.y).toBeLessThan(hub.y);
    expect(spokes.every((spoke) => spoke.y > hub.y)).toBe(true);
    expect(spokes.map(({ x }) => x)).toEqual(spokes.map(({ x }) => x).sort((a, b) => a - b));
  });

  it("stands many unlike spokes below each other instead of on one wide line", () => {
    const { picture } = labDocument({ spokes: 6 });
    const layout = layoutPicture(picture, () => 120);
    expect(layout.width).toBeLessThan(1400);
  });
});

describe("stacks in the diagram", () => {
  it("draws two of many networks that are alike, and all of a few", () => {
    expect(collapse(labDocument({ spokes: 6 }).picture, () => "").stacks).toEqual([]);
    const { networks, stacks, links } = collapse(labDocument({ spokes: 200 }).picture, () => "");
    expect(networks.map(({ name }) => name)).toEqual(["vnet-hub01", "vnet-spoke001", "vnet-spoke002"]);
    expect(stacks[0].members).toHaveLength(200);
    expect(links).toHaveLength(3);
  });

  it("keeps a network that is reached differently out of the stack", () => {
    const { picture } = labDocument({ spokes: 20 });
    const id = "vnet-spoke07/default";
    const { networks } = collapse(picture, (subnet) => (subnet === id ? "odd" : ""));
    expect(networks.map(({ name }) => name)).toContain("vnet-spoke07");
  });
});

describe("text in the diagram", () => {
  it("keeps both ends of a name that is too long", () => {
    expect(fitText("vnet-a-very-long-name-eastasia-01", 12, 120)).toMatch(/^vnet-.*….*01$/);
    expect(textWidth(fitText("仮想ネットワーク".repeat(9), 12, 120), 12)).toBeLessThanOrEqual(120);
    expect(fitText("short", 12, 120)).toBe("short");
  });
});
