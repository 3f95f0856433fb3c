/** The part of WebAssembly's interface that the engine uses: TypeScript declares it only together with a browser's document. */
declare namespace WebAssembly {
  /** Compiled code. */
  type Module = object;
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;

  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  const Memory: new (descriptor: { initial: number; maximum?: number; shared?: boolean }) => Memory;

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  const Instance: new (module: Module, imports: { env: { memory: Memory } }) => Instance;
}
