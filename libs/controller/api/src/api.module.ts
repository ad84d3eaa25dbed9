import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { Clock, Logger } from '@rapidvm/kernel';
import type { ApiPorts } from './api-ports.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { HealthController } from './http/health.controller.ts';
import { operationControllers } from './http/operation-controllers.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { ReferenceController } from './http/reference.controller.ts';
import { RestEndpoint } from './http/rest-endpoint.ts';
import { SameOriginGuard } from './http/same-origin.guard.ts';
import { API_PORTS, LOGGER } from './tokens.ts';

export interface ApiModuleOptions {
  readonly ports: ApiPorts;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything Nest serves: the operations, health and the reference. */
@Module({})
export class ApiModule {
  static register({ ports, dispatcher, clock, logger }: ApiModuleOptions): DynamicModule {
    return {
      module: ApiModule,
      controllers: [...operationControllers(), HealthController, ReferenceController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: SameOriginGuard },
        { provide: API_PORTS, useValue: ports },
        { provide: LOGGER, useValue: logger },
        { provide: RestEndpoint, useValue: new RestEndpoint(dispatcher, ports.access, clock) },
      ],
    };
  }
}
