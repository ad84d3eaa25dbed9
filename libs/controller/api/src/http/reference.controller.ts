import { Controller, Get, Header } from '@nestjs/common';
import { openApiDocument } from '../docs/open-api.ts';
import { referenceHtml } from '../docs/reference.ts';
import { API_PREFIX } from './rest-endpoint.ts';

/** What the API looks like; made from the table once, when first asked for. */
@Controller(API_PREFIX)
export class ReferenceController {
  #openApi: string | undefined;

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): string {
    this.#openApi ??= JSON.stringify(openApiDocument());
    return this.#openApi;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    return referenceHtml();
  }
}
