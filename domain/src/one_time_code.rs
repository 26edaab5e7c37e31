//! Codes that open one thing of one account once: what for, which way they reach the person, and for how long. What a
//! code looks like and how it is kept is the work of services; who may make one stands in [`crate::permission`].

use chrono::TimeDelta;

coded_enum! {
    /// What a code opens.
    pub enum CodePurpose {
        /// A new password without the old one.
        Password = "password",
        /// Saying of a phone number or e-mail that it is one's own.
        Contact = "contact",
    }
}

coded_enum! {
    /// Which way a code reaches the person.
    pub enum CodeChannel {
        /// To the e-mail address.
        Mail = "mail",
        /// From a counter: on paper, or read out on the phone.
        Office = "office",
        /// From the city admin, for officials.
        Admin = "admin",
        /// From the person at the machine's own command line.
        Machine = "machine",
        /// On a slip that its office hands out: a new official's first code.
        Slip = "slip",
    }
}

impl CodeChannel {
    /// Paper is carried home; a letter is read at once; slips go round the offices of a city first.
    pub fn lives(self) -> TimeDelta {
        match self {
            Self::Mail => TimeDelta::hours(1),
            Self::Office | Self::Admin | Self::Machine => TimeDelta::hours(24),
            Self::Slip => TimeDelta::days(7),
        }
    }
}
