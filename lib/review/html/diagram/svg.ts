import { Language } from "../../../analysis/result";
import { Stack, collapse } from "../../collapse";
import { ReviewDocument } from "../../document";
import { escapeHtml } from "../escape";
import { translatable } from "../translatable";
import { SITE_HEIGHT, drawNetwork, drawSite, networkHeight } from "./boxes";
import { curve } from "./curve";
import { Anchors, Drawing } from "./drawing";
import { BOX_WIDTH, Point } from "./geometry";
import { placeLabels } from "./labels";
import { Layout, Line, layoutPicture } from "./layout";
import { textWidth } from "./measure";

export interface Diagram {
  readonly svg: string;
  readonly drawing: Drawing;
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
  const height = Math.ceil(layout.height);
  const places = placeLabels(
    layout.lines.map((line) => ({ points: line.points, width: labelWidth(line) })),
    [...layout.boxes.values()],
  );
  return {
    svg: [
      `<svg class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      `<title>${escapeHtml(document.name)}</title>`,
      `<g class="links">${layout.lines.map(drawLine).join("")}</g>`,
      `<g class="boxes">${boxes.join("")}</g>`,
      picture.stacks.map((stack) => drawStackNote(stack, layout, language)).join(""),
      `<g class="traces"></g>`,
      `<g class="links">${layout.lines.map((line, index) => drawLabel(line, places[index], language)).join("")}</g>`,
      "</svg>",
    ].join(""),
    drawing: {
      width,
      height,
      boxes: [...layout.boxes.values()],
      links: layout.lines.map((line) => {
        return { from: line.link.from, to: line.link.to, labelWidth: labelWidth(line) };
      }),
      anchors,
    },
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
  const style = ["link", link.kind, link.complete ? "" : "incomplete"].filter(Boolean).join(" ");
  return `<g class="${style}"><title>${link.details.map(escapeHtml).join("\n")}</title><path d="${points.length === 0 ? "" : curve(points)}"/></g>`;
}

/** Every link has one, so that the page can place it elsewhere; without a place it is not shown. */
function drawLabel({ link }: Line, place: Point | undefined, language: Language): string {
  const { remark } = link;
  const style = ["link-label", link.complete ? "" : "incomplete"].filter(Boolean).join(" ");
  const at = place ? ` x="${Math.round(place.x)}" y="${Math.round(place.y) + 4}"` : " hidden";
  const text = remark ? `${translatable(remark)}>${escapeHtml(remark[language])}` : ">";
  return `<text class="${style}"${at} text-anchor="middle"${text}</text>`;
}

/** Wide enough in either language. */
function labelWidth({ link: { remark } }: Line): number {
  return remark ? Math.max(textWidth(remark.en, 11), textWidth(remark.ja, 11)) + 8 : 0;
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
