import { visible } from "../review";
import { Terminal } from "./terminal";

/** A line on stderr that replaces itself; nothing at all unless a person watches. */
export class Progress {
  private shown = 0;

  public constructor(private readonly terminal: Terminal) {}

  public say(text: string): void {
    if (!this.terminal.errIsTerminal) {
      return;
    }
    const line = visible(text);
    this.terminal.err(`\r${line.padEnd(this.shown)}`);
    this.shown = line.length;
  }

  public done(): void {
    if (this.shown === 0) {
      return;
    }
    this.terminal.err(`\r${" ".repeat(this.shown)}\r`);
    this.shown = 0;
  }
}
