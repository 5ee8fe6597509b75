// Two boxes of a stack stand for any two of its members.

import { visible } from "../../../text/visible";
import { Anchors } from "../diagram/drawing";
import { PageNetwork, PageStackMember } from "../page-data";
import { findAll, find } from "./dom";

type Ends = readonly [from: number, to: number];

/**
 * The two boxes take the names of the two asked about, and the places of the two (`explained`) whose explanation
 * answers for them.
 */
export function placeInStacks(root: ParentNode, data: PageNetwork, asked: Ends, explained: Ends): Anchors {
  const anchors: Anchors = { ...data.drawing.anchors };
  data.stacks.forEach((stack, index) => {
    const memberOf = (endpoint: number) =>
      stack.findIndex(({ subnets }) => subnets.some(({ id }) => id === data.endpoints[endpoint].id));
    const named = twoMembers(memberOf(asked[0]), memberOf(asked[1]));
    const placed = twoMembers(memberOf(explained[0]), memberOf(explained[1]));
    [0, 1].forEach((place) => {
      rename(find<SVGElement>(root, `[data-slot="${index}-${place}"]`), stack[named[place]]);
      takePlace(anchors, data.drawing.anchors, stack[placed[place]], stack[place]);
    });
  });
  return anchors;
}

/** Each box keeps a member of its own, also when only one end of the pair is in this stack. */
function twoMembers(source: number, target: number): readonly [number, number] {
  const first = source >= 0 ? source : target === 0 ? 1 : 0;
  return target >= 0 && target !== first ? [first, target] : [first, first === 0 ? 1 : 0];
}

function takePlace(anchors: Anchors, drawn: Anchors, member: PageStackMember, home: PageStackMember): void {
  member.subnets.forEach((subnet, line) => {
    const at = home.subnets[line];
    if (at) {
      anchors[subnet.id] = drawn[at.id];
      subnet.parts.forEach((part, position) => {
        if (at.parts[position]) {
          anchors[part.id] = drawn[at.parts[position].id];
        }
      });
    }
  });
}

function rename(box: SVGElement, network: PageStackMember): void {
  write(box, ".name", network.name);
  write(box, ".prefix", network.prefixes.slice(0, 2).join(", "));
  findAll<SVGElement>(box, ".subnet").forEach((drawn, index) => {
    const subnet = network.subnets[index];
    if (subnet) {
      drawn.dataset.subnet = subnet.id;
      write(drawn, ".subnet-name", subnet.name);
      write(drawn, ".prefix", subnet.prefixes.slice(0, 2).join(", "));
      const names = [
        ...(subnet.marks ?? []).map(({ name }) => name),
        ...subnet.parts.map(({ name }) => name),
      ];
      findAll<SVGElement>(drawn, ".mark-name, .part-name").forEach((text, place) => {
        text.textContent = visible(names[place] ?? "");
      });
    }
  });
}

function write(box: Element, selector: string, text: string): void {
  find<SVGElement>(box, selector).textContent = visible(text);
}
