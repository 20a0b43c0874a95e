//! Person-job matching (人岗匹配): exact, explained, lawful referrals from an embedded index.

pub mod model;
pub mod read;
