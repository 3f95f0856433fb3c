/** The part of WebAssembly's interface that the engine uses: TypeScript declares it only together with a browser's document. */
declare namespace WebAssembly {
  // oxlint-disable-next-line typescript/no-extraneous-class -- it is a class there
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }

  class Memory {
    readonly buffer: ArrayBuffer;
    constructor(descriptor: { initial: number; maximum?: number });
  }

  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: { env: { memory: Memory } });
  }
}
