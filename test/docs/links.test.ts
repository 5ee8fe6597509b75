import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../package/support/commands";
import { anchorsOf, documents, textOf } from "./support/markdown";

/** This repository, as absolute links name it. */
const HERE = "https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/";

/** Links of a document to files of the repo: path from the root, and anchor. */
function linksOf(document: string): { readonly target: string; readonly anchor?: string }[] {
  const prose = textOf(document).replace(/^( *)```[\s\S]*?^\1```/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => link.startsWith(HERE) || !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path, anchor] = link.split("#");
      if (path.startsWith(HERE)) {
        return { target: path.slice(HERE.length).replace(/^(?:blob|tree|raw)\/main\//, ""), anchor };
      }
      return { target: path ? normalize(join(dirname(document), path)) : document, anchor };
    });
}

test.each(documents())("the links of %s lead somewhere", (document) => {
  const dead = linksOf(document).filter(
    ({ target, anchor }) =>
      !existsSync(join(root, target)) ||
      (anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).includes(anchor)),
  );
  expect(dead).toEqual([]);
});

test("what npm shows and installs links to nothing that isn't there", () => {
  // The guides aren't in the package: its documents name them by their address.
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
  const patterns = files.map(
    (pattern) => new RegExp(`^${pattern.replace(/\./g, "\\.").replace("*", ".*")}$`),
  );
  const packed = readdirSync(root).filter((name) => patterns.some((pattern) => pattern.test(name)));
  const documentsOfPackage = packed.filter((name) => name.endsWith(".md"));
  expect(documentsOfPackage).toEqual(expect.arrayContaining(["README.md", "README.ja.md", "CHANGELOG.md"]));
  const dead = documentsOfPackage
    .flatMap((document) =>
      [...textOf(document).matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, link]) => ({ document, link })),
    )
    .filter(({ link }) => !packed.includes(link.split("#")[0]));
  expect(dead).toEqual([]);
});
