import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// In development Vite serves the page and hands the rest to a running monitor.
const monitor = "http://127.0.0.1:8737";

export default defineConfig({
  plugins: [svelte()],
  // The program writes no inline script or data font: the policy of the page forbids them.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
  server: {
    fs: { allow: [".", "../internal/view/testdata"] },
    proxy: { "^/\\?token=": monitor, "/api": monitor, "/ws": { target: monitor, ws: true } },
  },
  test: {
    projects: [
      {
        extends: true,
        resolve: { conditions: ["browser"] },
        test: {
          name: "unit",
          isolate: false, // each file puts back what it replaces; a page of its own for each would take most of the time
          environment: "happy-dom",
          include: ["src/**/*.spec.ts"],
          setupFiles: ["src/testing/setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          environment: "node",
          include: ["e2e/*.spec.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "real", // the program itself: one at a time, since its time is real
          environment: "node",
          include: ["e2e/real/*.spec.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: "bench",
          environment: "node",
          include: ["e2e/**/*.measure.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: { name: "shots", environment: "node", include: ["e2e/**/*.shots.ts"], testTimeout: 60_000 },
      },
    ],
  },
});
