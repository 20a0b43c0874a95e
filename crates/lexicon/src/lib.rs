//! Knowledge of work as data: certificates, majors, education, industries, regions.

mod phrases;
mod table;

pub mod certificate;
pub mod education;
pub mod industry;
pub mod major;
pub mod region;
