//! The `rengang` command.
fn main() {}
