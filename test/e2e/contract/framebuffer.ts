const [WIDTH, HEIGHT] = [800, 600];

/** A picture of bars; every key adds a square. */
export class Framebuffer {
  readonly #pixels = Buffer.alloc(WIDTH * HEIGHT * 4);
  #keys = 0;

  constructor() {
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) this.#set(x, y, 20 + Math.floor(x / 8), 60 + Math.floor(y / 6), 110);
    }
  }

  press(keysym: number): void {
    const left = 20 + (this.#keys % 24) * 32;
    const top = 20 + Math.floor(this.#keys / 24) * 32;
    this.#keys += 1;
    for (let y = top; y < top + 24; y += 1) for (let x = left; x < left + 24; x += 1) this.#set(x, y, 240, keysym % 256, 80);
  }

  serverInit(name: string): Buffer {
    const head = Buffer.alloc(24);
    head.writeUInt16BE(WIDTH, 0);
    head.writeUInt16BE(HEIGHT, 2);
    head.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4);
    head.writeUInt32BE(name.length, 20);
    return Buffer.concat([head, Buffer.from(name)]);
  }

  update(): Buffer {
    const head = Buffer.alloc(16);
    head.writeUInt16BE(1, 2);
    head.writeUInt16BE(WIDTH, 8);
    head.writeUInt16BE(HEIGHT, 10);
    return Buffer.concat([head, this.#pixels]);
  }

  #set(x: number, y: number, red: number, green: number, blue: number): void {
    this.#pixels.set([red % 256, green % 256, blue, 255], (y * WIDTH + x) * 4);
  }
}
