/**
 * What the lab's page may do: run its own scripts and its WebAssembly, and ask the server that it came from. It opens no
 * connection to anybody else, loads nothing from elsewhere, sends no form, and stands in no frame.
 */
export const CONTENT_POLICY: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
