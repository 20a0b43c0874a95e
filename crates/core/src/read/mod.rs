//! Reading.
pub mod pay {
    //! t
    /// t
    pub fn read(_: &str) -> Option<crate::model::Pay> {
        None
    }
}
/// t
pub fn read_posting() {}
/// t
pub fn read_candidate() {}
