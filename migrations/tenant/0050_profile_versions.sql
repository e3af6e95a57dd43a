-- What an editor saw of a customer or an organization: whoever saves over a newer one is told. Many statements change a
-- profile (forms, imports, merging, archiving), so the number is kept here, and none of them can forget it. What is no
-- part of the form (when the customer was last seen, a password) leaves it alone.
alter table customers add column version integer not null default 0;
alter table organizations add column version integer not null default 0;

create function profile_changed() returns trigger language plpgsql set search_path from current as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger changed before update of name, code, gender, phone, landline, email, vip, profile, organization_id, position,
  department, emergency_phone, duty, tags, note on customers for each row execute function profile_changed();
create trigger changed before update of name, credit_code, region, address, phone, industry, size, business_scope,
  cooperation_level, contract_note on organizations for each row execute function profile_changed();
