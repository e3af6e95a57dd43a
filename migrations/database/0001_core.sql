-- Once per database: what the tenant tables of every placement stand on.
create schema if not exists core;

-- The tenant of the transaction. After a transaction the setting is '' and not null, hence nullif.
create function core.current_tenant() returns bigint
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant_id', true), '')::bigint $$;

-- Makes a table of the current schema a tenant table: forced row-level security, one policy, the
-- application's grants. `verbs` leaves out what the application may never do (an audit row is not updated).
create function core.make_tenant_table(name text, verbs text default 'select, insert, update, delete') returns void
  language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy tenant on %I using (tenant_id = (select core.current_tenant()))', name);
  execute format('grant %s on %I to polydesk_app', verbs, name);
end $$;

grant usage on schema core to polydesk_app, polydesk_platform;
revoke execute on function core.make_tenant_table(text, text) from public;
