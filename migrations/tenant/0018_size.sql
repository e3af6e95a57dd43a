-- Lists of a tenant at size (200,000 customers): names that are found by any part of them, and orders that no index had.
--
-- Under row-level security no index serves `ilike`, `position` or trigrams, because their operators are not
-- leakproof; comparing text is. So each name stands here once from each of its characters on ("王小明", "小明", "明"),
-- and whoever looks for "小明" asks for what begins with it. Written by triggers, so that nobody who writes a name
-- can forget it, and gone with the row that it is the name of.
create function name_tails(name text) returns setof text
  language sql immutable parallel safe
  as $$ select distinct substr(lower(name), place, 32) from generate_series(1, length(lower(name))) as place $$;

create table customer_names (
  tenant_id bigint not null,
  customer_id bigint not null,
  tail text collate "C" not null,
  primary key (tenant_id, customer_id, tail)
);
create index customer_names_by_tail on customer_names (tenant_id, tail, customer_id);
select core.make_tenant_table('customer_names', 'select, insert, delete');

create table organization_names (
  tenant_id bigint not null,
  organization_id bigint not null,
  tail text collate "C" not null,
  primary key (tenant_id, organization_id, tail)
);
create index organization_names_by_tail on organization_names (tenant_id, tail, organization_id);
select core.make_tenant_table('organization_names', 'select, insert, delete');

create function customers_named() returns trigger language plpgsql set search_path from current as $$
begin
  insert into customer_names (tenant_id, customer_id, tail) select f.tenant_id, f.id, t from fresh f, name_tails(f.name) as t;
  return null;
end $$;
create function customer_renamed() returns trigger language plpgsql set search_path from current as $$
begin
  delete from customer_names where tenant_id = new.tenant_id and customer_id = new.id;
  insert into customer_names (tenant_id, customer_id, tail) select new.tenant_id, new.id, t from name_tails(new.name) as t;
  return null;
end $$;
create function customer_gone() returns trigger language plpgsql set search_path from current as $$
begin
  delete from customer_names where tenant_id = old.tenant_id and customer_id = old.id;
  return null;
end $$;
create trigger named after insert on customers referencing new table as fresh for each statement execute function customers_named();
create trigger renamed after update of name on customers for each row when (old.name <> new.name) execute function customer_renamed();
create trigger gone after delete on customers for each row execute function customer_gone();

create function organizations_named() returns trigger language plpgsql set search_path from current as $$
begin
  insert into organization_names (tenant_id, organization_id, tail) select f.tenant_id, f.id, t from fresh f, name_tails(f.name) as t;
  return null;
end $$;
create function organization_renamed() returns trigger language plpgsql set search_path from current as $$
begin
  delete from organization_names where tenant_id = new.tenant_id and organization_id = new.id;
  insert into organization_names (tenant_id, organization_id, tail) select new.tenant_id, new.id, t from name_tails(new.name) as t;
  return null;
end $$;
create function organization_gone() returns trigger language plpgsql set search_path from current as $$
begin
  delete from organization_names where tenant_id = old.tenant_id and organization_id = old.id;
  return null;
end $$;
create trigger named after insert on organizations referencing new table as fresh for each statement execute function organizations_named();
create trigger renamed after update of name on organizations for each row when (old.name <> new.name) execute function organization_renamed();
create trigger gone after delete on organizations for each row execute function organization_gone();

-- The names that are there already, of every tenant: the owner, too, sees rows only while they are not forced.
alter table customers no force row level security;
alter table customer_names no force row level security;
alter table organizations no force row level security;
alter table organization_names no force row level security;
insert into customer_names (tenant_id, customer_id, tail) select c.tenant_id, c.id, t from customers c, name_tails(c.name) as t;
insert into organization_names (tenant_id, organization_id, tail) select o.tenant_id, o.id, t from organizations o, name_tails(o.name) as t;
alter table customers force row level security;
alter table customer_names force row level security;
alter table organizations force row level security;
alter table organization_names force row level security;

create index customers_by_vip on customers (tenant_id, vip, last_seen_at desc nulls last, id desc) where deleted_at is null;
create index tickets_by_due on tickets (tenant_id, due_at, id) where deleted_at is null;
create index tickets_by_due_last on tickets (tenant_id, due_at desc nulls last, id desc) where deleted_at is null;
create index tickets_by_gravity on tickets (tenant_id, (case priority when 'critical' then 0 when 'urgent' then 1 else 2 end), id desc) where deleted_at is null;
create index tickets_by_maker on tickets (tenant_id, created_by_id, id desc) where created_by_kind = 'user' and deleted_at is null;
create index archive_applications_by_maker on archive_applications (tenant_id, created_by, id desc);
create index conversations_open_by_team on conversations (tenant_id, team_id, status) where status in ('queued', 'active');
