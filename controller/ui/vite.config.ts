import { defineConfig } from "vite";

// The strict content security policy forbids inline scripts, styles and data URLs: everything becomes a file of its own.
export default defineConfig({
  base: "./",
  build: { outDir: "../target/classes/ui", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
