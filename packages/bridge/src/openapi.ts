// SPDX-License-Identifier: Apache-2.0
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { own } from '@assay/core/model';

/** Describes every route registered after this: `app.swagger()` is the OpenAPI 3.1 document. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Assay bridge',
        description: 'What identity providers ask at the moment of issuance.',
        version: '1.0.0',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as { name: string }, // sound: 3.1 has `identifier`
      },
      servers: [{ url: 'http://127.0.0.1:8181', description: 'Where `assay serve` listens, if told nothing else' }],
      components: {
        securitySchemes: {
          secret: { type: 'http', scheme: 'bearer', description: 'The secret of an enforcement point.' },
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An OAuth access token.' },
          certificate: { type: 'mutualTLS' as 'http', description: 'A client certificate.' } as never, // sound: 3.1 has `mutualTLS`
        },
      },
      security: [{ secret: [] }, { accessToken: [] }, { certificate: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => {
        const title = own(json, 'title');
        return typeof title === 'string' ? title : `schema${index}`;
      },
    },
  });
}
