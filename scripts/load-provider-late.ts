/**
 * Built code that loads each of the provider's resources when it is first created.
 *
 * They are most of what importing the package costs, and a program uses a few of them. TypeScript has no way to say
 * this in the source without giving up the types or the plain imports.
 */
export function loadProviderLate(code: string): string {
  return code.replace(
    /^var (\w+) = load\("(@cdktf\/provider-azurerm\/lib\/[\w-]+)"\);$/gm,
    (_, variable: string, module: string) => {
      const names = new Set(
        [...code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, "g"))].map(([, name]) => name),
      );
      const getters = [...names].map(
        (name) =>
          `get ${name}() { const { ${name} } = load("${module}"); ` +
          `Object.defineProperty(this, "${name}", { value: ${name} }); return ${name}; }`,
      );
      return `const ${variable} = { ${getters.join(", ")} };`;
    },
  );
}
