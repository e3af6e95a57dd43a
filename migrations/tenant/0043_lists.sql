-- Lists that read far more than their page at 200,000 customers.

-- What waits for anybody, or gave up waiting: part of what each agent sees.
create index conversations_unclaimed on conversations (tenant_id, id) where team_id is null and assignee_id is null;
create index tickets_unassigned on tickets (tenant_id, updated_at desc, id desc)
  where assignee_id is null and deleted_at is null and status in ('pending', 'processing', 'waiting_customer', 'pending_review');
create index tickets_open_by_due on tickets (tenant_id, due_at, id)
  where deleted_at is null and status in ('pending', 'processing', 'waiting_customer', 'pending_review');
create index relations_ended_by_update on customer_team_relations (tenant_id, updated_at desc, id desc) where ended_at is not null;

-- The day's figures: what happened today is found by when it did, not among all that ever did.
create index conversations_by_close on conversations (tenant_id, closed_at) where closed_at is not null;
create index conversations_by_first_reply on conversations (tenant_id, first_reply_at) where first_reply_at is not null;
create index conversations_by_assignment on conversations (tenant_id, assigned_at) where assigned_at is not null;
create index conversations_by_rating on conversations (tenant_id, rated_at) where rated_at is not null;
create index tickets_by_day on tickets (tenant_id, resolved_at) where resolved_at is not null and deleted_at is null;
create index tickets_by_rating on tickets (tenant_id, rated_at) where rated_at is not null;
