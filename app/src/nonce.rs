//! By what the scripts of an answer are known to be ours: a nonce of its own, or nothing where it is everybody's and all
//! scripts are files.

use leptos::{nonce::Nonce, prelude::*};

/// Provided for each answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScriptNonce(pub Option<Nonce>);

/// For every `<script>`.
pub fn use_nonce() -> Option<Nonce> {
    use_context::<ScriptNonce>().unwrap_or_default().0
}
