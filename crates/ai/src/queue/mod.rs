//! Places at an account: so many calls at a time, and a queue for the rest, in which high, medium and low
//! groups are served in proportion to their weights (004 §2.2, priorityLevel).
//!
//! [`fair`] decides the order and is pure; [`Gate`] waits.

mod fair;
mod gate;

pub use gate::{Gate, Place, Turned};
