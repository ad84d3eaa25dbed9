/** Nest controllers made from the table of operations: one class for each resource, one method for each operation. */
import type { Type } from '@nestjs/common';
import { Controller, Delete, Get, Inject, Patch, Post, Put, Req, Res } from '@nestjs/common';
import type { UnaryOperation } from '@rapidvm/controller-app';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_PREFIX, RestEndpoint } from './rest-endpoint.ts';

const ROUTES = { GET: Get, POST: Post, PATCH: Patch, PUT: Put, DELETE: Delete } as const;

/** Every operation that has a plain HTTP route, in the order of the table. */
export const REST_OPERATIONS: readonly UnaryOperation[] = OPERATION_NAMES.filter((name) => name !== 'event.watch');

export function operationControllers(): Type[] {
  const byResource = Map.groupBy(REST_OPERATIONS, (name) => OPERATIONS[name].rest.path.split('/')[1] ?? '');
  return [...byResource].map(([resource, operations]) => resourceController(resource, operations));
}

function resourceController(resource: string, operations: readonly UnaryOperation[]): Type {
  @Controller(`${API_PREFIX}/${resource}`)
  class ResourceController {
    readonly endpoint: RestEndpoint;

    constructor(@Inject(RestEndpoint) endpoint: RestEndpoint) {
      this.endpoint = endpoint;
    }
  }
  for (const operation of operations) addRoute(ResourceController.prototype, resource, operation);
  return ResourceController;
}

function addRoute(target: object, resource: string, operation: UnaryOperation): void {
  const { method, path } = OPERATIONS[operation].rest;
  const descriptor: PropertyDescriptor = {
    configurable: true,
    value(this: { endpoint: RestEndpoint }, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
      return this.endpoint.serve(operation, request, reply);
    },
  };
  Object.defineProperty(target, operation, descriptor);
  Req()(target, operation, 0);
  Res({ passthrough: true })(target, operation, 1);
  ROUTES[method](path.slice(resource.length + 1))(target, operation, descriptor);
}
