import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/unit/**/*.test.ts'] },
  resolve: { alias: { vscode: `${import.meta.dirname}/test/unit/vscode.ts` } },
});
