import { Language } from "../../analysis/result";
import { visible } from "../../text/visible";
import { collapse } from "../collapse";
import { ReviewDocument } from "../document";
import { PHRASES } from "../phrases";
import { PictureNetwork } from "../picture";

/** More boxes than this and GitHub's rendering helps nobody. */
const MOST_NETWORKS = 30;

/** The network as a Mermaid flowchart, which pull requests draw; undefined where it would be unreadable. */
export function mermaidOf(document: ReviewDocument, language: Language): string | undefined {
  const groupOf = new Map<string, string>();
  document.groups.forEach((group, index) =>
    group.forEach((member) => groupOf.set(document.endpoints[member].id, String(index))),
  );
  const picture = collapse(document.picture, (subnet) => groupOf.get(subnet) ?? "");
  if (picture.networks.length > MOST_NETWORKS) {
    return undefined;
  }
  const names = new Map([...picture.sites, ...picture.networks].map(({ id }, index) => [id, `n${index}`]));
  const lines = ["flowchart TB"];
  for (const site of picture.sites) {
    lines.push(`  ${names.get(site.id)}[/"${label([site.name, site.prefixes.join(", ")])}"/]`);
  }
  for (const network of picture.networks) {
    const stack = picture.stacks.find((entry) => entry.drawn.includes(network.id));
    const more = stack ? [PHRASES.andLike({ count: stack.members.length - 1 })[language]] : [];
    if (stack && stack.drawn[1] === network.id) {
      continue;
    }
    lines.push(`  ${names.get(network.id)}["${label([...networkLines(network), ...more])}"]`);
  }
  const second = new Set(picture.stacks.map((stack) => stack.drawn[1]));
  for (const link of picture.links) {
    if (second.has(link.from) || second.has(link.to)) {
      continue;
    }
    const arrow = !link.complete || link.kind !== "peering" ? "-.-" : "---";
    lines.push(
      `  ${names.get(link.from)} ${arrow}|"${label([link.label[language]])}"| ${names.get(link.to)}`,
    );
  }
  return ["```mermaid", ...lines, "```"].join("\n");
}

function networkLines(network: PictureNetwork): string[] {
  const subnets = network.subnets.map((subnet) => {
    const parts = subnet.parts.slice(0, 3).map((part) => part.name);
    const more = subnet.parts.length > 3 ? ["…"] : [];
    const inside = parts.length > 0 ? `: ${[...parts, ...more].join(", ")}` : "";
    return `${subnet.name} ${subnet.prefixes.join(", ")}${inside}`;
  });
  return [network.name, network.prefixes.join(", "), ...subnets];
}

/** Mermaid reads `#…;` as an entity inside quotes; everything else of a name is turned into one. */
function label(lines: readonly string[]): string {
  return lines
    .map((line) =>
      [...visible(line)]
        .map((character) =>
          /[\p{L}\p{N} .,:/_-]/u.test(character) ? character : `#${character.codePointAt(0)};`,
        )
        .join(""),
    )
    .join("<br/>");
}
