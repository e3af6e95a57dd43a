//! The one integration binary: behaviour through HTTP and sockets, against a real PostgreSQL.

mod support;

mod architecture;
mod assignment;
mod cancel_safety;
mod catalogue;
mod contract;
mod conversations;
mod placements;
mod quick_replies;
mod realtime;
