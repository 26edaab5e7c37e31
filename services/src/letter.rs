//! Which letters there are. Their words are found in `app`; they are kept by `store::letters` and sent by `mailer`.

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// The code for a new password.
    PasswordCode,
    /// The code that proves an e-mail address.
    ContactCode,
    /// The password is another one now; to the owner, who may not know.
    PasswordChanged,
    /// Another e-mail has taken the place of this one, or somebody else has proven it.
    ContactGone,
    /// A passkey signs in from now on; to the owner, who may not know.
    PasskeyAdded,
    /// A passkey was taken off.
    PasskeyRemoved,
}

impl LetterKind {
    pub const ALL: [Self; 6] =
        [Self::PasswordCode, Self::ContactCode, Self::PasswordChanged, Self::ContactGone, Self::PasskeyAdded, Self::PasskeyRemoved];

    pub fn code(self) -> &'static str {
        match self {
            Self::PasswordCode => "password_code",
            Self::ContactCode => "contact_code",
            Self::PasswordChanged => "password_changed",
            Self::ContactGone => "contact_gone",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A letter in words.
pub struct Words {
    pub subject: String,
    pub body: String,
}
