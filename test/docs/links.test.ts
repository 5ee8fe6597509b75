import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../package/support/commands";
import { documents, textOf } from "./support/markdown";

/** Links of a document to files of the repo: path from the root, and anchor. */
function linksOf(document: string): { readonly target: string; readonly anchor?: string }[] {
  const prose = textOf(document).replace(/^( *)```[\s\S]*?^\1```/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path, anchor] = link.split("#");
      return { target: path ? normalize(join(dirname(document), path)) : document, anchor };
    });
}

/** The anchors that GitHub gives to headings, and those that a document sets itself. */
function anchorsOf(document: string): string[] {
  const text = textOf(document);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor)];
}

test.each(documents())("the links of %s lead somewhere", (document) => {
  const dead = linksOf(document).filter(
    ({ target, anchor }) =>
      !existsSync(join(root, target)) ||
      (anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).includes(anchor)),
  );
  expect(dead).toEqual([]);
});
