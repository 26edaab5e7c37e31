//! How this installation treats the second step of signing in.

use crate::Seal;

#[derive(Clone, Debug, Default)]
pub struct TwoSteps {
    /// Seals what apps count from.
    pub seal: Seal,
    /// Whoever holds a role does not work without it.
    pub is_duty: bool,
}
