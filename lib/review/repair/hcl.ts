import { Edit, EditArguments, EditValue, InBlock, ProvenChange } from "../../analysis";
import { Language } from "../../analysis/result";
import { quotedTemplate, wholeExpression } from "../../text/hcl-template";
import { visible } from "../../text/visible";
import { REPAIR_PHRASES } from "./phrases";

/** Edits as a person would write them: new resources whole, changes with a comment that says where. */
export function editsAsHcl(edits: readonly Edit[], language: Language): string {
  const parts: string[] = [];
  let before: string | undefined;
  for (const edit of edits) {
    const place = edit.op === "set" ? placeOf(edit, language) : undefined;
    if (edit.op === "set" && place === before) {
      parts.push(`${parts.pop()}\n${settingAsHcl(edit)}`);
    } else {
      parts.push(editAsHcl(edit, language));
    }
    before = place;
  }
  return parts.join("\n\n");
}

/** The same, after what to write in the program of which the input is made. */
export function changeAsHcl(
  { edits, constructs }: Pick<ProvenChange, "edits" | "constructs">,
  language: Language,
): string {
  const comments = constructs.map(({ construct, property, allSpokes }) => {
    const place = visible(construct);
    const phrase =
      property === undefined
        ? REPAIR_PHRASES.inConstruct({ construct: place })
        : REPAIR_PHRASES[allSpokes === true ? "asPropertyOfAll" : "asProperty"]({
            construct: place,
            property: visible(property),
          });
    return `# ${phrase[language]}`;
  });
  return [...(comments.length === 0 ? [] : [comments.join("\n")]), editsAsHcl(edits, language)].join("\n\n");
}

function editAsHcl(edit: Edit, language: Language): string {
  switch (edit.op) {
    case "create":
      return resourceAsHcl(edit.type, edit.name, edit.arguments);
    case "set":
      return `# ${REPAIR_PHRASES.inResource({ address: placeOf(edit, language) })[language]}\n${settingAsHcl(edit)}`;
    case "append": {
      const added = declarationIn(edit);
      if (added !== undefined) {
        const { folder = "" } = edit;
        return `# ${REPAIR_PHRASES.inFolder({ folder: visible(folder) })[language]}\n${added}`;
      }
      const address = placeOf(edit, language, edit.block.split(".").slice(0, -1));
      return `# ${REPAIR_PHRASES.addTo({ address })[language]}\n${blocksAsHcl(lastStep(edit.block), edit.value, "").join("\n\n")}`;
    }
    case "remove": {
      const address = visible(edit.address);
      if (edit.block === undefined) {
        return `# ${REPAIR_PHRASES.takeOut({ address })[language]}`;
      }
      const [block, ...outer] = [...(edit.within ?? [edit.block])].reverse();
      const from = placeOf({ address, within: outer.reverse() }, language);
      return `# ${REPAIR_PHRASES.takeBlockOut({ address: from, block: visible(block) })[language]}`;
    }
  }
}

function settingAsHcl({ argument, value, within }: Extract<Edit, { op: "set" }>): string {
  const written = argument === "depends_on" ? addressesAsHcl(value) : valueAsHcl(value, "");
  return `${visible(within === undefined ? argument : lastStep(argument))} = ${written}`;
}

/** An output or a variable that a module gets. */
export function declarationIn({
  address,
  block,
  value: { name, ...body },
}: Extract<Edit, { op: "append" }>): string | undefined {
  return MODULE.test(address) && typeof name === "string"
    ? blockAsHcl(`${block} ${JSON.stringify(visible(name))}`, body, "")
    : undefined;
}

/** The address of a module, not of what is inside. */
const MODULE = /^(?:module\.[\w-]+\.)*module\.[\w-]+$/;

/** Arguments that a call gives to a module. */
export function callAsHcl(name: string, written: EditArguments): string {
  return blockAsHcl(`module ${JSON.stringify(visible(name))}`, written, "");
}

/** A block of values, none of which is a block: `locals`, a variable. */
export function valuesAsHcl(label: string, written: EditArguments): string {
  const lines = Object.entries(written).map(
    ([name, value]) => `  ${name} = ${valueAsHcl(value as EditValue, "  ")}`,
  );
  return `${label} {\n${lines.join("\n")}\n}`;
}

/** A whole resource block. */
export function resourceAsHcl(type: string, name: string, written: EditArguments): string {
  // A provider's configuration is named as it is, where JSON quotes it.
  const { provider } = written;
  return blockAsHcl(
    `resource ${JSON.stringify(visible(type))} ${JSON.stringify(visible(name))}`,
    typeof provider === "string" ? { ...written, provider: `\${${provider}}` } : written,
    "",
  );
}

/** A resource, or the block inside of it, by name where it has one. */
function placeOf(
  { address, within = [], folder }: InBlock & { readonly address: string },
  language: Language,
  path: readonly string[] = [],
): string {
  const file = folder === undefined ? "" : REPAIR_PHRASES.ofFolder({ folder })[language];
  return visible(
    (within.length > 0
      ? REPAIR_PHRASES.blockOf({ address, within })[language]
      : [address, ...path].join(".")) + file,
  );
}

function lastStep(path: string): string {
  return path.split(".").at(-1) ?? path;
}

function blockAsHcl(label: string, written: EditArguments, indent: string): string {
  const inner = `${indent}  `;
  const names = Object.keys(written).filter((name) => !isBlocks(name, written[name]));
  const longest = Math.max(0, ...names.map((name) => name.length));
  const lines = Object.entries(written).flatMap(([name, value], index) =>
    isBlocks(name, value)
      ? blocksAsHcl(name, value, inner).map(
          (block, nth) => `${index + nth === 0 ? "" : "\n"}${inner}${block}`,
        )
      : [`${inner}${name.padEnd(longest)} = ${valueAsHcl(value, inner)}`],
  );
  return `${label} {\n${lines.join("\n")}\n${indent}}`;
}

/** The blocks of a name; those that `dynamic` makes have their name as a label. */
function blocksAsHcl(name: string, value: EditValue, indent: string): string[] {
  return ([value].flat() as EditArguments[]).flatMap((block) =>
    name === "dynamic"
      ? Object.entries(block).flatMap(([label, generators]) =>
          blocksAsHcl(`dynamic ${JSON.stringify(visible(label))}`, generators, indent),
        )
      : [blockAsHcl(name, block, indent)],
  );
}

function isBlocks(name: string, value: EditValue): boolean {
  return (
    name === "dynamic" ||
    (Array.isArray(value) &&
      value.length > 0 &&
      value.every((item) => typeof item === "object" && item !== null && !Array.isArray(item)))
  );
}

function valueAsHcl(value: EditValue, indent: string): string {
  if (typeof value === "string") {
    const expression = wholeExpression(value);
    return expression === undefined ? quoted(value) : visible(expression);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item: EditValue) => valueAsHcl(item, indent)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, member]) =>
        `${indent}  ${JSON.stringify(visible(key))} = ${valueAsHcl(member as EditValue, `${indent}  `)}`,
    );
    return `{\n${entries.join("\n")}\n${indent}}`;
  }
  return String(value);
}

/** HCL has addresses there as they are, where JSON quotes them. */
function addressesAsHcl(value: EditValue): string {
  const lines = [value].flat().map((address) => `  ${visible(String(address))},\n`);
  return `[\n${lines.join("")}]`;
}

/** What isn't wholly an expression keeps its templates: they are what the configuration writes. */
function quoted(text: string): string {
  return quotedTemplate(text, visible).replace(
    /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
