//! States and kinds as stored words, and what each says by itself. They stand below everything else, so that a refusal
//! can name the state that forbids something. What may follow what is a rule and belongs to its subject, which hands
//! the words on. Statements list the codes that a rule lets through in `services/src/store/listed.rs`, where a test
//! holds both together.

mod meeting;
mod plan;
mod proposal;
mod stage;

pub use meeting::{Decision, MusrenbangStatus};
pub use plan::PlanStatus;
pub use proposal::{EventKind, Status};
pub use stage::StageKind;
