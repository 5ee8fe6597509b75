import { join } from "node:path";
import { findRepairs, readInput } from "../../../../lib/analysis";

const FOLDER = join(__dirname, "../../../cases/answers/N67-rule-for-a-front-end");

test("who asks a front end is let in at its members, on their port", () => {
  const [{ input }] = readInput(FOLDER);
  const { repairs } = findRepairs({
    input,
    options: { port: 1433 },
    from: "vnet-web/app",
    to: "lb-sql",
    wish: { kind: "reachable" },
  });
  expect(repairs[0].edits).toMatchObject([
    {
      block: "security_rule",
      value: {
        destination_port_range: "11433",
        destination_address_prefixes: ["10.62.1.4/32", "10.62.1.5/32"],
      },
    },
  ]);
});
