import { Picture, PictureLink, PictureNetwork } from "./picture";

/** Networks that look alike in a large diagram: two of them are drawn, and stand for any two of the members. */
export interface Stack {
  /** Ids of the two networks drawn. */
  readonly drawn: readonly [string, string];
  readonly members: readonly PictureNetwork[];
}

export interface CollapsedPicture extends Picture {
  readonly stacks: readonly Stack[];
}

/** So many networks can be drawn one by one before the diagram becomes a hairball. */
const DRAW_ALL_UP_TO = 7;
/** Fewer alike than this are not worth a stack. */
const SMALLEST_STACK = 4;

/**
 * Two members are enough to draw any question about a stack: one as source and one as destination.
 * `behaviourOf` tells subnets apart that look alike but are reached differently.
 */
export function collapse(picture: Picture, behaviourOf: (subnet: string) => string): CollapsedPicture {
  if (picture.networks.length <= DRAW_ALL_UP_TO) {
    return { ...picture, stacks: [] };
  }
  const looks = looksOf(picture, behaviourOf);
  const byLook = new Map<string, PictureNetwork[]>();
  for (const network of picture.networks) {
    const look = looks.get(network.id) ?? network.id;
    byLook.set(look, [...(byLook.get(look) ?? []), network]);
  }
  const stacks = [...byLook.values()]
    .filter((members) => members.length >= SMALLEST_STACK)
    .map((members): Stack => {
      return { drawn: [members[0].id, members[1].id], members };
    });
  const hidden = new Set(stacks.flatMap((stack) => stack.members.slice(2).map((member) => member.id)));
  return {
    networks: picture.networks.filter((network) => !hidden.has(network.id)),
    sites: picture.sites,
    links: picture.links.filter((link) => !hidden.has(link.from) && !hidden.has(link.to)),
    stacks,
  };
}

function looksOf(picture: Picture, behaviourOf: (subnet: string) => string): Map<string, string> {
  const linksOf = new Map<string, PictureLink[]>();
  for (const link of picture.links) {
    for (const end of [link.from, link.to]) {
      linksOf.set(end, [...(linksOf.get(end) ?? []), link]);
    }
  }
  return new Map(
    picture.networks.map((network) => {
      const subnets = network.subnets.map((subnet) => [
        subnet.name,
        behaviourOf(subnet.id),
        subnet.parts.map((part) => part.kind),
      ]);
      const links = (linksOf.get(network.id) ?? [])
        .map((link) => [link.from === network.id ? link.to : link.from, link.kind, link.label.en].join(" "))
        .sort();
      return [network.id, JSON.stringify([network.region, subnets, links])];
    }),
  );
}
