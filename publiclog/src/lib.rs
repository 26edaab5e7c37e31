//! The public log: byte strings become entries of a record to which one can only add, and which anyone can check.
//!
//! The formats are those of C2SP: `tlog-tiles` for the files, `tlog-checkpoint` and `signed-note` for what is signed,
//! `tlog-proof` for what a person takes home; hashing is that of RFC 6962. So a newspaper or a university keeps and
//! checks its copy with tools that are not ours.
//!
//! A log grows in steps, by one writer at a time. The entries are durable elsewhere, in their final order, before it
//! begins. [`extend()`] writes bundles and tiles from the size of the last checkpoint; [`publish()`] signs the new
//! tree head. A crash in between costs nothing: the same step from the old size writes the same files again. [`prune`]
//! removes what wider tiles have replaced. [`audit()`] reads it all back; [`InclusionProof`] shows one entry,
//! [`prove_consistency`] that nothing was taken out. A [`Replacement`] is an entry by which another key signs from
//! then on; [`audit_with_keys`] follows them. All of it blocks, mostly on the disk.
//!
//! What entries say, who may read them, and where they come from does not belong here: neither do proposals, databases
//! and HTTP.
//!
//! Hashes, checkpoint bodies, and the making and checking of proofs come from `tlog_tiles`; the texts of keys, signing
//! and verifying from `signed_note`. Three pieces are our own. Paths ([`Address`]): those of `tlog_tiles` are Go's,
//! with a height in them, and reading `tile/8/0/000.p/0` panics there. Growing (`tree`): `tlog_tiles` stores every
//! inner node under a number of its own, tiles hold only each eighth level. Verified reading (`tiles`): theirs says
//! that some tile is wrong, an auditor has to say which.

mod audit;
mod bundle;
mod checkpoint;
mod error;
mod extend;
mod key;
mod path;
mod proof;
mod publish;
mod replacement;
mod store;
mod tiles;
mod tree;

pub use audit::{Audited, audit, audit_with_keys};
pub use bundle::MAX_ENTRY_BYTES;
pub use checkpoint::{read_unverified, verify};
pub use error::{Error, Refusal};
pub use extend::{extend, prune};
pub use key::{KeyChain, Origin, SigningKey, VerifierKey};
pub use path::{Address, CHECKPOINT, Kind, TILE_WIDTH};
pub use proof::{InclusionProof, prove_consistency, verify_consistency};
pub use publish::{publish, publish_replacing};
pub use replacement::Replacement;
pub use store::{FolderStore, MemoryStore, TileReader, TileStore};
pub use tlog_tiles::{Hash, record_hash};
pub use tree::{MAX_SIZE, TreeHead};
