//! What an officer can do with one proposal: a line here is a form of its own at an address of its own.

macro_rules! actions {
    ($($name:ident $code:literal then $notice:literal,)+) => {
        /// What can be done with one proposal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($name,)+
        }

        impl Action {
            /// In the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// As it stands in an address.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// Where its form is sent.
            pub fn route(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("/musrenbang/{id}/usulan/{proposal}/", $code),)+
                }
            }

            /// The message after it.
            pub fn notice(self) -> &'static str {
                match self {
                    $(Self::$name => $notice,)+
                }
            }
        }
    };
}

actions! {
    Verify "verifikasi" then "proposal_verified",
    Decide "putuskan" then "proposal_decided",
    Return "kembalikan" then "proposal_returned",
    Reject "tolak" then "proposal_decided",
    Merge "gabung" then "proposal_merged",
    UndoMerge "pisahkan" then "proposal_unmerged",
    Reroute "alihkan" then "proposal_rerouted",
    Recommend "rekomendasi" then "saved",
    Promote "naikkan" then "proposal_promoted",
}

impl Action {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.code() == code)
    }
}
