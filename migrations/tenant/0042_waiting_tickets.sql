-- The sweep that ends tickets finds those that wait for their customer by how long, as it finds the resolved ones.
create index tickets_by_wait on tickets (tenant_id, waiting_since) where status = 'waiting_customer' and deleted_at is null;
