import fc from "fast-check";
import { collapse } from "../../lib/review/collapse";
import { Drawing } from "../../lib/review/html/diagram/drawing";
import { Box, Point } from "../../lib/review/html/diagram/geometry";
import { placeLabels } from "../../lib/review/html/diagram/labels";
import { layoutPicture } from "../../lib/review/html/diagram/layout";
import { fitText, textWidth } from "../../lib/review/html/diagram/measure";
import { onPath } from "../../lib/review/html/diagram/on-path";
import { routeAround } from "../../lib/review/html/diagram/route-around";
import { inRows, linkInRows } from "../../lib/review/html/diagram/rows";
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
        const overlapping = all.flatMap((box, index) =>
          all.slice(index + 1).filter((other) => !apart(box, other)),
        );
        expect(overlapping).toEqual([]);
        expect(lines.every(({ points }) => points.length >= 2)).toBe(true);
        const isInside = ({ x, y }: Point): boolean => x >= 0 && y >= 0 && x <= width && y <= height;
        expect([...all, ...lines.flatMap((line) => line.points)].filter((at) => !isInside(at))).toEqual([]);
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

describe("traces in the diagram", () => {
  it("run through no box, so over no title, from whatever line to whatever line", () => {
    fc.assert(
      fc.property(pictures, fc.nat(), fc.nat(), fc.nat({ max: 40 }), (picture, from, to, lane) => {
        const boxes = [...layoutPicture(picture, (id) => 90 + id.length * 10).boxes.values()];
        const port = (pick: number) => ({
          box: boxes[pick % boxes.length],
          y: boxes[pick % boxes.length].y + 60,
        });
        const points = routeAround(port(from), { ...port(to), y: port(to).y + 9 }, boxes, 4 + lane);
        points.slice(1).forEach((point, index) => {
          expect(boxes.filter((box) => crosses(points[index], point, box))).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("labels of links", () => {
  it("stand over no box and no other label, or nowhere", () => {
    fc.assert(
      fc.property(pictures, fc.nat({ max: 120 }), (picture, width) => {
        const { boxes, lines } = layoutPicture(picture, () => 120);
        const places = placeLabels(
          lines.map(({ points }) => ({ points, width })),
          [...boxes.values()],
        );
        const areas = places.flatMap((at) =>
          at ? [{ id: "", x: at.x - width / 2, y: at.y - 7, width, height: 14 }] : [],
        );
        const all = [...boxes.values(), ...areas];
        const covered = areas.filter((area) => all.some((other) => other !== area && !apart(area, other)));
        expect(covered).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("are all there where there is room", () => {
    const { boxes, lines } = layoutPicture(labDocument({ spokes: 3 }).picture, () => 120);
    const wanted = lines.map(({ points }) => ({ points, width: 80 }));
    expect(placeLabels(wanted, [...boxes.values()])).not.toContain(undefined);
  });
});

describe("networks on the path", () => {
  const { picture } = labDocument({ spokes: 60 });
  const drawing = (): Drawing => {
    const { boxes, width, height } = layoutPicture(picture, () => 120);
    const links = picture.links.map(({ from, to }) => ({ from, to, labelWidth: 0 }));
    return { width, height, boxes: [...boxes.values()], links, anchors: {} };
  };
  const spoke = (index: number) => picture.networks[index].id;

  it("are those that it passes, and the hub that joins them", () => {
    const shown = onPath(drawing(), new Set([spoke(3), spoke(47)]));
    expect(shown.map(({ id }) => id)).toEqual([picture.networks[0].id, spoke(3), spoke(47)]);
    expect(onPath(drawing(), new Set([spoke(3)])).map(({ id }) => id)).toEqual([
      picture.networks[0].id,
      spoke(3),
    ]);
  });

  it("move together without touching, the hub above", () => {
    const rows = inRows(onPath(drawing(), new Set([spoke(3), spoke(47)])));
    const [hub, left, right] = rows.boxes;
    expect(rows.width).toBeLessThan(720);
    expect(hub.y + hub.height).toBeLessThan(left.y);
    expect(apart(left, right)).toBe(true);
    expect(linkInRows(hub, left)[3]).toEqual({ x: left.x + left.width / 2, y: left.y });
  });
});

function crosses(a: Point, b: Point, box: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return right > box.x && left < box.x + box.width && bottom > box.y && top < box.y + box.height;
}

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

  it("keeps what tells a name from others, where they have both ends in common", () => {
    const names = [
      "vnet-workload-team01-prod/app",
      "vnet-workload-team02-prod/app",
      "vnet-workload-team01-prod/data",
    ];
    const cut = names.map((name) => fitText(name, 12, 130, names));
    expect(new Set(cut).size).toBe(3);
    expect(cut[0]).toMatch(/….*1-prod\/app$/);
    expect(fitText("nnnnnnnnnnnnnnnnnnnnnnnn", 12, 60, ["nnnnnnnnnnnnnnnnnnnnnnnnnn"])).toMatch(/^n+…n+$/);
  });
});
