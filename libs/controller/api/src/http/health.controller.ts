import { Controller, Get, Header, Inject } from '@nestjs/common';
import { RapidError } from '@rapidvm/kernel';
import type { ApiPorts } from '../api-ports.ts';
import { API_PORTS } from '../tokens.ts';

/** For supervisors and load balancers; needs no account and tells no more than yes or no and why. */
@Controller()
export class HealthController {
  readonly #ports: ApiPorts;

  constructor(@Inject(API_PORTS) ports: ApiPorts) {
    this.#ports = ports;
  }

  /** The process runs and its event loop turns. */
  @Get('/healthz')
  @Header('cache-control', 'no-store')
  alive(): object {
    return { status: 'ok' };
  }

  /** Requests can be served; otherwise 503 `unavailable`. */
  @Get('/readyz')
  @Header('cache-control', 'no-store')
  async ready(): Promise<object> {
    const readiness = await this.#ports.ready();
    if (readiness.ready) return { status: 'ready' };
    const details = { what: 'the controller', cause: readiness.cause };
    throw new RapidError('unavailable', 'The controller can not serve requests now', details, 'Try again in a few seconds');
  }
}
