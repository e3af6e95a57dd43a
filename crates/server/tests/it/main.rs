//! The one integration binary: behaviour through HTTP and sockets, against a real PostgreSQL.

mod support;

mod architecture;
mod cancel_safety;
mod catalogue;
mod contract;
mod placements;
mod realtime;
