import { inputsInWords } from "../../lib/review/inputs-in-words";

test("one input is called what it was taken for", () => {
  expect(inputsInWords([{ source: "plan.json", kind: "plan" }])).toEqual({
    en: "plan.json is read as a plan.",
    ja: "plan.json をプランとして読み込みました。",
  });
});

test("of several each is, and of many some", () => {
  const inputs = Array.from({ length: 8 }, (_, index) => ({
    source: `u${index}`,
    kind: "template" as const,
  }));
  expect(inputsInWords(inputs.slice(0, 2))?.en).toBe(
    "2 inputs are read as one network: u0 (an ARM template), u1 (an ARM template).",
  );
  expect(inputsInWords(inputs)?.en).toMatch(/u5 \(an ARM template\), 2 more\.$/);
});

test("nobody has read what is an object already", () => {
  expect(inputsInWords([])).toBeUndefined();
});
