/** `npm run test:package`: the package as npm publishes it, packed and installed once. */
module.exports = {
  ...require("./jest.config.js"),
  roots: ["<rootDir>/test/packed"],
  testPathIgnorePatterns: ["/node_modules/"],
};
