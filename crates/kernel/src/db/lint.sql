-- Every row is a defect of the schema $1 for the application role $2 (design rule 1).
with tt as (
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum as tcol, a.attnotnull, c.relowner
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')
), r as (select * from pg_roles where rolname = $2)
select 'row-level security not enabled' as rule, relname::text as object from tt where not relrowsecurity
union all select 'row-level security not forced', relname from tt where not relforcerowsecurity
union all select 'tenant_id nullable', relname from tt where not attnotnull
union all select 'no policy', relname from tt where not exists (select 1 from pg_policy p where p.polrelid = tt.oid)
union all select 'policy not canonical', tt.relname || '.' || p.polname from tt join pg_policy p on p.polrelid = tt.oid
  where coalesce(pg_get_expr(p.polqual, p.polrelid), '') !~ '^\(tenant_id = \( SELECT (core\.)?current_tenant\(\) AS current_tenant\)\)$'
     or p.polwithcheck is not null or p.polcmd <> '*' or not p.polpermissive
union all select 'role bypasses row-level security or owns tables', rolname from r
  where rolsuper or rolbypassrls or exists (select 1 from tt where pg_has_role(r.oid, tt.relowner, 'MEMBER'))
union all select 'application role is missing', $2 where not exists (select 1 from r)
union all select 'table without tenant_id', relname from pg_class c
  where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and relname <> '_sqlx_migrations'
    and not exists (select 1 from tt where tt.oid = c.oid)
union all select 'view without security_invoker', relname from pg_class
  where relkind = 'v' and relnamespace = to_regnamespace($1) and not coalesce(reloptions @> array['security_invoker=true'], false)
union all select 'materialised view readable', relname from pg_class
  where relkind = 'm' and relnamespace = to_regnamespace($1) and has_table_privilege($2, oid, 'SELECT')
union all select 'security definer function executable', p.oid::regprocedure::text from pg_proc p
  where prosecdef and pronamespace in (to_regnamespace($1), to_regnamespace('core')) and has_function_privilege($2, oid, 'EXECUTE')
union all select 'foreign key lacks tenant_id', c.conname from pg_constraint c
  join tt a on a.oid = c.conrelid join tt b on b.oid = c.confrelid where contype = 'f' and not (a.tcol = any (c.conkey))
union all select 'unique index lacks tenant_id', i.indexrelid::regclass::text from pg_index i join tt on tt.oid = i.indrelid
  where i.indisunique and not (tt.tcol = any (i.indkey::int2[]))
union all select 'indexed column whose operators are not leakproof', i.indexrelid::regclass || '.' || x.attname
  from pg_index i join tt on tt.oid = i.indrelid join pg_attribute x on x.attrelid = i.indrelid and x.attnum = any (i.indkey::int2[])
  join pg_type t on t.oid = x.atttypid where t.typtype = 'e' or t.typcategory = 'A' or t.typname in ('numeric', 'tsvector', 'jsonb', 'citext')
union all select 'no index led by tenant_id', relname from tt
  where not exists (select 1 from pg_index i where i.indrelid = tt.oid and i.indkey[0] = tt.tcol)
union all select 'application may truncate, reference or trigger', relname from tt
  where exists (select 1 from r) and (has_table_privilege($2, oid, 'TRUNCATE') or has_table_privilege($2, oid, 'REFERENCES') or has_table_privilege($2, oid, 'TRIGGER'))
order by 1, 2
