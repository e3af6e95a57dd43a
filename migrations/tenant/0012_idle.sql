-- Minutes after which a conversation ends in which the customer does not answer; null = never.
alter table assignment_settings add column idle_minutes integer default 30 check (idle_minutes between 5 and 10080);
