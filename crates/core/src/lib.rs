//! Person-job matching (人岗匹配).
mod error;
mod index;
pub use error::{Error, ErrorKind, Result};
