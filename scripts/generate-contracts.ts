/**
 * Makes libs/contracts from proto/: types for each message and the descriptors as JSON, so that a bundled program needs no .proto file
 * beside it. `npm run contracts`. The result is checked in; a tidy test fails when it is stale.
 */
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import protobuf from 'protobufjs';

const PROTO_DIR = 'proto';
const out = process.argv[2] ?? 'libs/contracts/src/gen';

const all = await readdir(PROTO_DIR, { recursive: true });
const protos = all.filter((name) => name.endsWith('.proto')).sort();
const options = ['--longs=Number', '--enums=String', '--bytes=Buffer', '--defaults', '--oneofs', '--grpcLib=@grpc/grpc-js'];
const generator = 'node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js';
const where = ['--importFileExtension=.ts', `--outDir=${out}`, `--includeDirs=${PROTO_DIR}`];
await promisify(execFile)(process.execPath, [generator, ...protos, ...options, ...where]);

for (const proto of protos) {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => (target.startsWith(PROTO_DIR) ? target : `${PROTO_DIR}/${target}`);
  await root.load(`${PROTO_DIR}/${proto}`, { keepCase: false });
  const name = proto.replaceAll('/', '-').replace('.proto', '');
  const json = JSON.stringify(root.toJSON(), null, 1);
  await writeFile(`${out}/${name}.descriptor.ts`, `// Made from proto/${proto}\nexport default ${json};\n`);

  const folder = `rapidvm/${proto.slice(0, proto.lastIndexOf('/'))}`;
  const messages = (await readdir(`${out}/${folder}`)).sort();
  const barrel = messages.map((file) => `export type * from './${folder}/${file}';`).join('\n');
  await writeFile(`${out}/${name}.types.ts`, `// Made from proto/${proto}\n${barrel}\n`);
}
