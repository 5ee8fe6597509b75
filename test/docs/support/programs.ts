import { Block, blocksOf } from "./markdown";

/**
 * What stands behind the fences of TypeScript blocks:
 *
 * - `ts`: a whole module.
 * - `ts fragment`: statements of a program that has `app`, `stack` and `network` already.
 * - `ts props`: properties of a `HubSpokeConstruct` beside its location and hub.
 */
type BlockKind = "module" | "fragment" | "props";

/** What a fragment may use without saying where it comes from. */
const SURROUNDINGS = [
  'declare const app: import("cdktf").App;',
  'declare const stack: import("cdktf").TerraformStack;',
  'declare const network: import("cdktf-azure-hub-spoke").HubSpokeConstruct;',
].join(" ");

const HUB = 'location: "eastasia", hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },';

/** What the reader's program imports already. */
const PROGRAM = ["HubSpokeConstruct", "Synthesis", "TransitRouting"];

/** The module that a block stands for, whose lines have the numbers that they have in the document. */
export function moduleOf(block: Block, exported: ReadonlySet<string>): string {
  const kind = (block.info[0] ?? "module") as BlockKind;
  const padding = "\n".repeat(block.line - 1);
  switch (kind) {
    case "module":
      return `${padding}${block.text}\nexport {};\n`;
    case "fragment":
      return `${importsFor(block.text, importedBefore(block))}${SURROUNDINGS}${padding}${block.text}\nexport {};\n`;
    case "props":
      return (
        `${importsFor(`HubSpokeConstruct ${block.text}`, exported)}${SURROUNDINGS}` +
        `new HubSpokeConstruct(stack, "Network", { ${HUB}${padding}${block.text}\n});\nexport {};\n`
      );
    default:
      throw new Error(`${block.file}:${block.line}: a TypeScript block is "ts", "ts fragment" or "ts props"`);
  }
}

/** Names that a reader has imported before: those of the program, and of the document's blocks above. */
function importedBefore(block: Block): ReadonlySet<string> {
  const above = blocksOf(block.file).filter(({ language, line }) => language === "ts" && line < block.line);
  return new Set([...PROGRAM, ...above.flatMap(({ text }) => importedIn(text))]);
}

function importedIn(code: string): string[] {
  return [...code.matchAll(/import \{([^}]*)\} from "cdktf-azure-hub-spoke"/g)].flatMap(([, names]) =>
    names.split(/[\s,]+/).filter((name) => name !== ""),
  );
}

/** Imports of the names that code uses and doesn't import itself, as far as they may be taken for granted. */
function importsFor(code: string, exported: ReadonlySet<string>): string {
  const imported = new Set(importedIn(code));
  const used = new Set(code.match(/\b[A-Z]\w+\b/g) ?? []);
  const names = [...used].filter((name) => exported.has(name) && !imported.has(name));
  return names.length > 0 ? `import { ${names.join(", ")} } from "cdktf-azure-hub-spoke"; ` : "";
}
