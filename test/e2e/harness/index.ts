export { freePorts } from './free-ports.ts';
export { launcher, startProduct, type Product, type ProductOptions } from './product.ts';
export type { ProductProcesses } from './processes.ts';
