import type { FastifyReply, FastifyRequest } from "fastify";
import { dataPolicy } from "./csp.ts";

/** On every answer, also where Fastify refuses a path before any hook runs. */
export function ownHeaders({ id }: FastifyRequest, reply: FastifyReply): void {
  void reply.header("x-request-id", id);
  void reply.header("content-security-policy", dataPolicy);
  void reply.header("x-content-type-options", "nosniff");
}
