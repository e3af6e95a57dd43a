-- Who put a customer in the books: a grant that reaches one's own reaches these, so that nobody loses sight of whom he
-- has just entered. Empty where the customer came by itself.
alter table customers add column created_by bigint;
alter table customers add constraint customers_created_by_fkey foreign key (tenant_id, created_by) references users (tenant_id, id);
create index customers_by_maker on customers (tenant_id, created_by, id) where created_by is not null;
