//! `make bench`: what the program costs, beside what its database costs for the same statements.

fn main() {}
