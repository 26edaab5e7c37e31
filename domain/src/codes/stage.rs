//! The stages of a planning year. Their order and their dates are the city's, in [`crate::cycle`].

coded_enum! {
    /// A step of the pipeline (*tahap*).
    pub enum StageKind {
        /// *Rembuk RT.*
        Rt = "rt",
        Kelurahan = "kelurahan",
        Kecamatan = "kecamatan",
        /// *Forum Perangkat Daerah.*
        AgencyForum = "agency_forum",
        Kota = "kota",
        Rkpd = "rkpd",
        Apbd = "apbd",
        Execution = "execution",
        Finished = "finished",
    }
}

impl StageKind {
    /// Whether proposals are decided in a meeting at this stage; after the meetings come facts entered by offices.
    pub fn is_meeting(self) -> bool {
        matches!(self, Self::Rt | Self::Kelurahan | Self::Kecamatan | Self::AgencyForum | Self::Kota)
    }
}
