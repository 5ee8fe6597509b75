import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const lab = folder.write("lab.tf.json", labConfiguration());
afterAll(() => folder.remove());

describe("hub-spoke --lang ja", () => {
  it.each<[string, () => string[], RegExp]>([
    [
      "a missing file",
      () => ["reach", `${lab}.none`],
      /\.none が存在しません。.*lab\.tf\.json の間違いではありませんか？$/,
    ],
    ["no JSON", () => ["reach", folder.write("a.json", "{,}")], /a\.json は正しい JSON ではありません/],
    ["a list", () => ["reach", folder.write("b.json", [1])], /オブジェクトではなくリストです。$/],
    [
      "a misspelt assumption",
      () => ["reach", lab, "--assume", folder.write("c.json", { version: 1, forwards: ["nic-ruter"] })],
      /c\.json の "nic-ruter" は構成のどのリソースでもありません。/,
    ],
    [
      "an expectation that can't be read",
      () => ["reach", lab, "--expect", folder.write("d.json", { version: 1, pairs: [{ from: "a" }] })],
      /d\.json の 1 番目の組に "from" と "to" がありません。$/,
    ],
    [
      "an endpoint that isn't there",
      () => ["reach", lab, "--from", "x/y"],
      /エンドポイント "x\/y" はありません/,
    ],
    ["an unknown option", () => ["reach", lab, "--frmo", "x"], /エラー: オプション --frmo はありません。/],
    [
      "a wrong choice",
      () => ["reach", lab, "--protocol", "tcq"],
      /の値 tcq は使えません。使える値: tcp、udp/,
    ],
    ["a wrong port", () => ["reach", lab, "--port", "0"], /ポートは 1 から 65535 の数値です。/],
    ["a missing argument", () => ["reach"], /引数 input を指定してください。/],
    [
      "an option of another command",
      () => ["routes", lab, "--from", "x"],
      /これは reach、fix のオプションです。$/,
    ],
    ["a file for a command", () => [lab], /lab\.tf\.json の間違いではありませんか？$/],
    ["an unknown command", () => ["reahc"], /コマンド reahc はありません。reach の間違い/],
  ])("says in Japanese: %s", (_, args, expected) => {
    const { code, err } = run([...args(), "--lang", "ja"]);
    expect(code).toBe(2);
    expect(err.trim()).toMatch(expected);
    expect(err).not.toMatch(/error:|\b(is|has|the)\b/);
  });

  it("helps in Japanese, headings and defaults included", () => {
    const { out } = run(["reach", "--help", "--lang", "ja"]);
    expect(out).toContain("使い方:");
    expect(out).toContain("（選択肢: tcp、udp、icmp、any。既定: tcp）");
    expect(out).not.toMatch(/Usage|Options:|default|choices|display/);
  });

  it("names verdicts in Japanese where an expectation fails", () => {
    const { code, err } = run(["reach", lab, "--require", "connected", "--lang", "ja"]);
    expect(code).toBe(1);
    expect(err).toMatch(/期待 到達可能、実際 遮断/);
  });
});
