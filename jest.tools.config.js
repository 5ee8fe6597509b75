/** `npm run test:tools`: what other programs make of what we write: a browser of the page, FRR of a router's settings. */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.{browser,daemon}.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
