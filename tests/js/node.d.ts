// The little of Node that the runners use: its own types are a package that nothing else needs.
declare module "node:fs/promises" {
  export function readdir(folder: URL): Promise<string[]>;
  export function readFile(file: URL, encoding: "utf8"): Promise<string>;
}
declare module "node:module" {
  export function register(module: string, beside: string): void;
}
declare const process: {
  exitCode: number;
  stdin: AsyncIterable<Uint8Array>;
  stdout: { write(text: string): void };
};
