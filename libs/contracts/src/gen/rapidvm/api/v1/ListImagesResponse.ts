// Original file: proto/api/v1/api.proto

import type { Image as _rapidvm_api_v1_Image, Image__Output as _rapidvm_api_v1_Image__Output } from '../../../rapidvm/api/v1/Image.ts';

export interface ListImagesResponse {
  'items'?: (_rapidvm_api_v1_Image)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListImagesResponse__Output {
  'items': (_rapidvm_api_v1_Image__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
