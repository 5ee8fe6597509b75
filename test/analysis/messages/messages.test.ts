import { messageOf, ReasonCode } from "../../../lib/analysis";
import { en } from "../../../lib/analysis/messages/en";

const CODES = Object.keys(en) as ReasonCode[];

/** Every parameter that a template may ask for, standing for itself. */
const params = new Proxy({}, { get: (_, name) => String(name) }) as { readonly [name: string]: string };

describe("the message of a reason", () => {
  test.each(CODES)("%s is a sentence in English and in Japanese", (code) => {
    const english = messageOf({ code, params }, "en");
    const japanese = messageOf({ code, params }, "ja");
    expect(english).toMatch(/^[\x20-\x7e→←…“”]+[.)\w]$/);
    expect(japanese).toMatch(/[ぁ-んァ-ン]/);
    expect(japanese).not.toMatch(/[()]/);
  });

  test.each(CODES)("%s names the same parameters in both languages", (code) => {
    const asked = (language: "en" | "ja"): string[] => {
      const names = new Set<string>();
      const recording = new Proxy(
        {},
        {
          get: (_, name) => {
            names.add(String(name));
            return "x";
          },
        },
      );
      messageOf({ code, params: recording }, language);
      return [...names].filter((name) => !["source", "from"].includes(name)).sort();
    };
    expect(asked("ja")).toEqual(asked("en"));
  });

  test("says differently what a system route and a user route drop", () => {
    const of = (source: string): string =>
      messageOf({
        code: "ROUTE_NONE",
        params: {
          at: "spoke1/default",
          destination: "10.20.0.0/24",
          prefix: "10.0.0.0/8",
          source,
          route: "drop",
        },
      });
    expect(of("Default")).toBe(
      "spoke1/default has no route to 10.20.0.0/24: the system route 10.0.0.0/8 → None matches, so the packet is dropped there.",
    );
    expect(of("User")).toBe(
      "The user-defined route drop (10.0.0.0/8 → None) at spoke1/default drops packets for 10.20.0.0/24.",
    );
  });
});
