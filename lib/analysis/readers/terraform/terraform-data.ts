import { ArgumentSource, TerraformValue } from "./value";

/** A `terraform_data`: apply makes its `output` whatever its `input` is. */
export class TerraformData implements ArgumentSource {
  public constructor(private readonly source: ArgumentSource) {}

  public names(): readonly string[] {
    return this.source.names();
  }

  public read(name: string): TerraformValue | undefined {
    return this.source.read(name) ?? (name === "output" ? this.source.read("input") : undefined);
  }

  public waitsFor(): readonly string[] {
    return this.source.waitsFor?.() ?? [];
  }
}
