import prettier from "eslint-config-prettier";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

/** What each folder of lib/ may import, as docs/design says; everything else of ours is refused. */
const arrows = {
  core: ["azure", "cidr", "text"],
  network: ["core", "azure", "cidr", "text"],
  gateway: ["network", "core", "azure", "cidr", "text"],
  bastion: ["network", "core", "azure", "cidr", "text"],
  dns: ["network", "core", "azure", "cidr", "text"],
  firewall: ["network", "core", "azure", "cidr", "text"],
  compute: ["network", "core", "azure", "cidr", "text"],
  topology: [
    "network-manager",
    "network",
    "gateway",
    "bastion",
    "dns",
    "compute",
    "core",
    "azure",
    "cidr",
    "text",
  ],
  "network-manager": ["network", "core", "azure", "cidr", "text"],
  transit: [
    "topology",
    "network-manager",
    "firewall",
    "network",
    "gateway",
    "compute",
    "core",
    "azure",
    "cidr",
    "text",
  ],
  cidr: [],
  text: [],
  azure: ["cidr"],
  collections: [],
  analysis: ["azure", "cidr", "collections", "text"],
  review: ["analysis", "cidr", "collections", "text"],
  cli: ["analysis", "review", "cidr", "collections", "text"],
};

const zones = Object.entries(arrows).map(([folder, allowed]) => ({
  target: `./lib/${folder}`,
  from: "./lib",
  except: [folder, ...allowed].map((name) => `./${name}`),
  message: `lib/${folder} may import only ${[folder, ...allowed].join(", ")} (see CONTRIBUTING.md).`,
}));

/** Stages of the analysis, in order: each may import those before it, and what all may. */
const stages = [
  "model",
  "sets",
  "readers",
  "network",
  "routes",
  "filters",
  "trace",
  "verdict",
  "findings",
  "compare",
  "repair",
];
const stageZones = stages.map((stage, i) => ({
  target: `./lib/analysis/${stage}`,
  from: "./lib/analysis",
  except:
    stage === "model"
      ? ["./model"]
      : [
          // Readers turn formats into the model; nothing behind them knows formats.
          ...stages.slice(0, i + 1).filter((earlier) => earlier !== "readers" || stage === "readers"),
          ...["messages", "result.ts", "text.ts"],
          // A repair is proven by analysing anew.
          ...(stage === "repair" ? ["analysis.ts"] : []),
        ].map((name) => `./${name}`),
  message: `lib/analysis/${stage} may import only earlier stages (see CONTRIBUTING.md).`,
}));

/** Whoever shows an analysis knows what it answers, not how: its public face, its answers, and texts. */
const faces = ["review", "cli"].map((folder) => ({
  target: `./lib/${folder}`,
  from: "./lib/analysis",
  except: ["./index.ts", "./result.ts", "./text.ts", "./secret-mask.ts"],
  message: `lib/${folder} may import only lib/analysis itself, its result.ts, text.ts and secret-mask.ts (see CONTRIBUTING.md).`,
}));

export default tseslint.config(
  { ignores: ["node_modules", "dist", "cdktf.out", "coverage", "**/*.js", "**/*.mjs", "**/*.cjs"] },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true } },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })] },
    rules: {
      // What resolves to nothing breaks no arrow: the rule below would be silent.
      "import-x/no-unresolved": ["error", { ignore: ["^[^.]"] }],
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...zones,
            ...stageZones,
            ...faces,
            { target: "./lib/*.ts", from: ["./lib/review", "./lib/cli", "./lib/collections"] },
            { target: "./apps", from: "./lib", except: ["./index.ts", "./analysis/index.ts"] },
            { target: "./lib", from: ["./apps", "./test", "./bench", "./main.ts"] },
          ],
        },
      ],
      "import-x/order": ["error", { alphabetize: { order: "asc" }, "newlines-between": "never" }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@cdktf/provider-azurerm",
              message:
                "Import one resource (@cdktf/provider-azurerm/lib/virtual-network): the root costs 2 s and 400 MB.",
            },
          ],
          patterns: [
            { group: ["cdktf/lib/*"], message: "Only the public entry of cdktf exists in both cores." },
          ],
        },
      ],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "off",
      curly: "error",
      "@typescript-eslint/explicit-member-accessibility": "error",
      "no-shadow": "off",
      "@typescript-eslint/no-shadow": "error",
    },
  },
  {
    // instanceof fails as soon as two copies of a core are installed.
    files: ["lib/**/*.ts"],
    ignores: ["lib/analysis/**", "lib/review/**", "lib/cli/**", "lib/cidr/**"],
    plugins: { jsdoc },
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "BinaryExpression[operator='instanceof']",
          message: "Use isXxx(): instanceof breaks across cores.",
        },
      ],
      "jsdoc/require-jsdoc": [
        "error",
        { publicOnly: true, contexts: ["TSInterfaceDeclaration", "TSPropertySignature"] },
      ],
    },
  },
);
