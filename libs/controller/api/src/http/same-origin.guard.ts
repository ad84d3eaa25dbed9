import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { refuseOtherSites } from './same-origin.ts';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses changes that another web site made a browser send. A bearer token is proof enough: no browser adds one by itself. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!SAFE.includes(request.method) && request.headers.authorization === undefined) refuseOtherSites(request.headers);
    return true;
  }
}
