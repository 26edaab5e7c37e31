//! Bytes that nobody can guess, from the operating system.

use crate::Failure;
use rand::{TryRngCore as _, rngs::OsRng};

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| Failure::Other(format!("no randomness: {error}")))?;
    Ok(bytes)
}
