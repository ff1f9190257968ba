import type pg from "pg";
import { ownSchemas } from "../audit/privileges.ts";

export interface CatalogColumn {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** SQL of the default, without its casts. */
  readonly default: string | null;
  readonly comment: string | null;
}

export interface CatalogObject {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export interface CatalogTrigger extends CatalogObject {
  readonly enabled: string;
  readonly internal: boolean;
}

export interface CatalogFunction {
  readonly name: string;
  readonly body: string;
  readonly securityDefiner: boolean;
  readonly settings: readonly string[] | null;
  readonly owner: string;
  /** Language, volatility and strictness, as `plpgsql v false`. */
  readonly nature: string;
}

export interface CatalogTable {
  readonly table: string;
  readonly kind: string;
  /** `p`: logged in the WAL. */
  readonly persistence: string;
  readonly rowSecurity: boolean;
  readonly comment: string | null;
  readonly owner: string;
}

/** What the database says of itself; read with an empty search path, so that names come whole. */
export interface Catalog {
  readonly tables: readonly CatalogTable[];
  readonly columns: readonly CatalogColumn[];
  readonly indexes: readonly CatalogObject[];
  readonly constraints: readonly CatalogObject[];
  readonly triggers: readonly CatalogTrigger[];
  readonly functions: readonly CatalogFunction[];
  readonly children: readonly { parent: string; child: string }[];
  readonly rules: readonly CatalogObject[];
}

const named = "format('%I.%I', n.nspname, c.relname)";

const queries = {
  tables: `SELECT ${named} AS table, c.relkind AS kind, c.relpersistence AS persistence,
      c.relrowsecurity OR c.relforcerowsecurity AS "rowSecurity", obj_description(c.oid, 'pg_class') AS comment,
      pg_get_userbyid(c.relowner) AS owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition`,
  columns: `SELECT ${named} AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      a.attnotnull AS "notNull", col_description(c.oid, a.attnum) AS comment,
      regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z ]+(\\(\\d+\\))?', '', 'g') AS default
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped`,
  indexes: `SELECT ${named} AS table, i.relname AS name, pg_get_indexdef(x.indexrelid)
      || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END AS definition
    FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY($1) AND NOT c.relispartition`,
  constraints: `SELECT ${named} AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY($1) AND k.contype IN ('p', 'u', 'f', 'c') AND NOT c.relispartition`,
  triggers: `SELECT ${named} AS table, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition,
      t.tgenabled AS enabled, t.tgisinternal AS internal
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY($1)`,
  functions: `SELECT format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
        AS name, p.prosrc AS body, p.prosecdef AS "securityDefiner", p.proconfig AS settings,
      pg_get_userbyid(p.proowner) AS owner,
      concat_ws(' ', l.lanname, p.provolatile, p.proisstrict::text) AS nature
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname = ANY($1) AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
  children: `SELECT ${named} AS child, format('%I.%I', pn.nspname, pc.relname) AS parent
    FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class pc ON pc.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE pn.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'f')`,
  rules: `SELECT ${named} AS table, r.rulename AS name, pg_get_ruledef(r.oid) AS definition
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p')`,
} satisfies Record<keyof Catalog, string>;

export async function readCatalog(client: pg.ClientBase): Promise<Catalog> {
  const read = async <Row>(sql: string): Promise<Row[]> =>
    (await client.query(sql, [ownSchemas])).rows as Row[];
  return {
    tables: await read(queries.tables),
    columns: await read(queries.columns),
    indexes: await read(queries.indexes),
    constraints: await read(queries.constraints),
    triggers: await read(queries.triggers),
    functions: await read(queries.functions),
    children: await read(queries.children),
    rules: await read(queries.rules),
  };
}
