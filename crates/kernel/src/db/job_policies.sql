do $$
declare t record;
begin
  for t in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'polydesk')
  loop
    execute format('create policy polydesk on %s to polydesk_app, polydesk_platform using (true) with check (true)', t.name);
  end loop;
end $$
