import { Language } from "../../../analysis/result";
import { Stack, collapse } from "../../collapse";
import { ReviewDocument } from "../../document";
import { PictureNetwork } from "../../picture";
import { escapeHtml } from "../escape";
import { translatable } from "../translatable";
import { Anchors, SITE_HEIGHT, drawNetwork, drawSite, networkHeight } from "./boxes";
import { BOX_WIDTH, Layout, Line, Point, layoutPicture } from "./layout";

export interface Diagram {
  readonly svg: string;
  /** Where a trace passes, by subnet id, site id and the Terraform address of what stands in a subnet. */
  readonly anchors: Anchors;
  readonly stacks: readonly Stack[];
}

/** The network as SVG. Traces are drawn into its `traces` layer by the page. */
export function drawDiagram(document: ReviewDocument, language: Language): Diagram {
  const groupOf = new Map<string, string>();
  document.groups.forEach((group, index) =>
    group.forEach((member) => groupOf.set(document.endpoints[member].id, String(index))),
  );
  const picture = collapse(document.picture, (subnet) => groupOf.get(subnet) ?? "");
  const networks = new Map(picture.networks.map((network) => [network.id, network]));
  const layout = layoutPicture(picture, (id) => {
    const network = networks.get(id);
    return network ? networkHeight(network) : SITE_HEIGHT;
  });
  const anchors: Anchors = {};
  const slots = slotNames(picture.stacks);
  const boxes = [
    ...picture.sites.map((site) => drawSite(site, boxOf(layout, site.id), anchors)),
    ...picture.networks.map((network) =>
      drawNetwork(network, boxOf(layout, network.id), anchors, slots.get(network.id) ?? ""),
    ),
  ];
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height) + (picture.stacks.length > 0 ? 16 : 0);
  return {
    svg: [
      `<svg class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      `<title>${escapeHtml(document.name)}</title>`,
      `<g class="links">${layout.lines.map(drawLine).join("")}</g>`,
      `<g class="boxes">${boxes.join("")}</g>`,
      `<g class="links">${layout.lines.map((line) => drawLabel(line, language)).join("")}</g>`,
      picture.stacks.map((stack) => drawStackNote(stack, layout, language)).join(""),
      `<g class="traces"></g>`,
      "</svg>",
    ].join(""),
    anchors,
    stacks: picture.stacks,
  };
}

function slotNames(stacks: readonly Stack[]): Map<string, string> {
  return new Map(
    stacks.flatMap((stack, index) =>
      stack.drawn.map((id, place): [string, string] => [id, `${index}-${place}`]),
    ),
  );
}

function boxOf(layout: Layout, id: string) {
  const box = layout.boxes.get(id);
  if (!box) {
    throw new Error(`The diagram has no box for ${id}.`);
  }
  return box;
}

function drawLine({ link, points }: Line): string {
  if (points.length === 0) {
    return "";
  }
  const style = ["link", link.kind, link.complete ? "" : "incomplete"].filter(Boolean).join(" ");
  return `<g class="${style}"><title>${escapeHtml(link.details.join("\n"))}</title><path d="${curve(points)}"/></g>`;
}

function drawLabel({ link, points }: Line, language: Language): string {
  const { remark } = link;
  if (points.length === 0 || !remark) {
    return "";
  }
  const middle = points[Math.floor(points.length / 2)];
  const before = points[Math.floor((points.length - 1) / 2)];
  const style = ["link-label", link.complete ? "" : "incomplete"].filter(Boolean).join(" ");
  const x = Math.round((middle.x + before.x) / 2);
  const y = Math.round((middle.y + before.y) / 2) + 4;
  return `<text class="${style}" x="${x}" y="${y}" text-anchor="middle"${translatable(remark)}>${escapeHtml(remark[language])}</text>`;
}

/** Through the points that dagre found, rounded at the bends. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const at = (point: Point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  if (rest.length < 2) {
    return `M${at(first)}L${rest.map(at).join("L")}`;
  }
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1];
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${bends.join("")}`;
}

function drawStackNote(stack: Stack, layout: Layout, language: Language): string {
  const [first, second] = stack.drawn.map((id) => boxOf(layout, id));
  const left = Math.min(first.x, second.x) - 10;
  const top = Math.min(first.y, second.y) - 10;
  const right = Math.max(first.x, second.x) + BOX_WIDTH + 10;
  const bottom = Math.max(first.y + first.height, second.y + second.height) + 26;
  const label = {
    en: `2 of ${stack.members.length} alike`,
    ja: `同じ構成の ${stack.members.length} 個のうち 2 個を表示`,
  };
  return [
    `<g class="stack"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="8"/>`,
    `<text x="${(left + right) / 2}" y="${bottom - 8}" text-anchor="middle"${translatable(label)}>${label[language]}</text></g>`,
  ].join("");
}

/** Data of a stack's members, as the page needs it to show any two of them. */
export function stackMembers(stack: Stack): object[] {
  return stack.members.map((network: PictureNetwork) => {
    return {
      name: network.name,
      prefixes: network.prefixes,
      subnets: network.subnets.map((subnet) => {
        return {
          id: subnet.id,
          name: subnet.name,
          prefixes: subnet.prefixes,
          parts: subnet.parts.map((part) => {
            return { id: part.id, name: part.name };
          }),
        };
      }),
    };
  });
}
