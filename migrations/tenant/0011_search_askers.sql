-- Who searched for a keyword lately, so that popular means many people and not one who is busy.
-- `asker` is a keyed digest of the keyword with the person or the network: it tells nobody who it was,
-- and nothing about what else the same one searched for.
create table search_askers (
  tenant_id bigint not null,
  keyword text not null check (length(keyword) between 1 and 64),
  asker text not null check (length(asker) between 1 and 64),
  -- The last time; rows are deleted when no list of popular searches reaches back to it.
  day date not null,
  primary key (tenant_id, keyword, asker)
);
create index search_askers_by_day on search_askers (tenant_id, day);
select core.make_tenant_table('search_askers');
