import { readFileSync } from "fs";
import { join } from "path";
import { appStacks } from "../support/apps";
import { Block } from "../support/synth";

interface Row {
  readonly addresses: string[];
  readonly argument: string;
  readonly value: string;
}

/** Rows of all tables of docs/parity.md. */
const rows: Row[] = readFileSync(join(__dirname, "../../docs/parity.md"), "utf8")
  .split("\n")
  .filter((line) => /^\|.*`azurerm_/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map((cells) => ({
    addresses: cells[3].split("<br>").map(unquote),
    argument: unquote(cells[4]),
    value: unquote(cells[5]).replace(/\\\|/g, "|"),
  }));

const lab = appStacks().get("hub-spoke")!;

function unquote(cell: string): string {
  return cell.replace(/^`|`$/g, "");
}

function resourceAt(address: string): Block | undefined {
  const [type, id] = address.split(".");
  return lab.resource[type]?.[id];
}

function valueAt(block: unknown, argument: string): unknown {
  return argument
    .split(/[.[\]]/)
    .filter(Boolean)
    .reduce<unknown>((value, key) => (value as Block | undefined)?.[key], block);
}

describe("docs/parity.md", () => {
  test.each(rows.flatMap((row) => row.addresses.map((address) => [address, row.argument, row.value])))(
    "%s %s is as the table says",
    (address, argument, value) => {
      expect(valueAt(resourceAt(address), argument)).toEqual(JSON.parse(value));
    },
  );

  test("names every argument of every resource of the lab", () => {
    const named = new Set(rows.flatMap((row) => row.addresses.map((a) => `${a} ${row.argument}`)));
    const missing = Object.entries(lab.resource).flatMap(([type, byId]) =>
      Object.entries(byId).flatMap(([id, block]) =>
        leaves(block)
          .map((path) => `${type}.${id} ${path}`)
          .filter(
            (leaf) =>
              ![...named].some(
                (name) => leaf === name || (/^[.[]/.test(leaf.replace(name, "")) && leaf.startsWith(name)),
              ),
          ),
      ),
    );
    expect(missing).toEqual([]);
  });
});

function leaves(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
  );
}
