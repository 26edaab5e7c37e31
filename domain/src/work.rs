//! What kind of work a proposal or a plan is about, so that it gets a picture: told from its words, as people write
//! them. Nothing is decided by it; the dictionary's own types are in [`crate::catalogue`].

use crate::catalogue::Field;

coded_enum! {
    /// A kind of work that has a picture.
    pub enum Work {
        Flood = "flood",
        Drain = "drain",
        Bridge = "bridge",
        Lamp = "lamp",
        Traffic = "traffic",
        Water = "water",
        Sanitation = "sanitation",
        Waste = "waste",
        School = "school",
        Clinic = "clinic",
        Business = "business",
        Training = "training",
        Sport = "sport",
        Park = "park",
        Hall = "hall",
        Road = "road",
        General = "general",
    }
}

/// Beginnings of words, and of words that follow each other. What a text says first is its kind: people name the work
/// before the place. Of two that begin together, the upper one.
const WORDS: [(Work, &[&str]); 17] = [
    (Work::Flood, &["banjir", "sungai", "turap", "tanggul", "retensi", "penahan tanah", "embung", "talud", "longsor"]),
    (Work::Drain, &["drainase", "parit", "gorong", "selokan", "got ", "saluran air", "siring"]),
    (Work::Bridge, &["jembatan", "titian", "tambatan", "dermaga"]),
    (Work::Traffic, &["lampu lalu lintas", "lalu lintas", "rambu", "marka", "terminal", "parkir", "halte", "simpang"]),
    (Work::Lamp, &["lampu", "lpju", "pju", "penerangan", "listrik"]),
    (Work::Sanitation, &["mck", "septik", "sanitasi", "ipal", "jamban", "limbah", "wc "]),
    (Work::Water, &["air bersih", "air minum", "sumur", "pipa", "perpipaan", "pdam", "hidran"]),
    (Work::Waste, &["sampah", "kebersihan", "tps "]),
    (Work::School, &["sekolah", "kelas", "paud", "sd ", "sdn ", "smp ", "baca", "perpustakaan", "belajar"]),
    (Work::Clinic, &["posyandu", "puskesmas", "kesehatan", "kader", "balita", "lansia", "stunting"]),
    (Work::Business, &["umkm", "usaha", "koperasi", "pasar", "nelayan", "ikan", "ternak", "petani", "pertanian"]),
    (Work::Training, &["pelatihan", "keterampilan", "kursus", "sosialisasi", "bimbingan", "penyuluhan"]),
    (Work::Sport, &["olahraga", "lapangan", "sepak bola", "voli", "futsal"]),
    (Work::Park, &["taman", "terbuka hijau", "pohon", "rth "]),
    (Work::Hall, &["balai", "gedung", "rumah", "pos kamling", "poskamling", "masjid", "musala", "mushola", "gereja", "pura "]),
    (Work::General, &["pagar", "makam", "pemakaman"]),
    (Work::Road, &["jalan", "aspal", "paving", "rabat", "trotoar", "gang ", "difabel", "ramp "]),
];

impl Work {
    /// From the first of the texts that says it, the name of the type before the title; else from the field.
    pub fn of(texts: &[&str], field: Option<Field>) -> Self {
        texts.iter().find_map(|text| Self::named(text)).unwrap_or(match field {
            Some(Field::Economy) => Self::Business,
            Some(Field::PhysicalInfrastructure | Field::SocialCulture) | None => Self::General,
        })
    }

    fn named(text: &str) -> Option<Self> {
        let words: Vec<String> =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let text = format!(" {} ", words.join(" "));
        let said = |begins: &[&str]| begins.iter().filter_map(|begin| text.find(&format!(" {begin}"))).min();
        let found = WORDS.iter().filter_map(|(work, begins)| Some((said(begins)?, *work)));
        found.min_by_key(|(place, _)| *place).map(|(_, work)| work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_work_say_its_kind() {
        let table = [
            ("Rabat beton gang RT 07", Work::Road),
            ("Lampu penerangan jalan menuju dermaga", Work::Lamp),
            ("Normalisasi Sungai Asam", Work::Flood),
            ("Perbaikan drainase Jalan Melati", Work::Drain),
            ("Lampu Lalu Lintas Pintar dan CCTV di Enam Simpang", Work::Traffic),
            ("Sambungan air minum/perpipaan", Work::Water),
            ("MCK/septik komunal", Work::Sanitation),
            ("Pendampingan UMKM", Work::Business),
            ("Taman Tepi Sungai dan Ruang Terbuka Hijau Olak Kemang", Work::Park),
            ("Pelatihan keterampilan kerja (menjahit, las, komputer)", Work::Training),
            ("Rehabilitasi ruang kelas SD negeri", Work::School),
            ("Perahu Baca untuk Anak Seberang", Work::School),
            ("Renovasi bangunan Posyandu", Work::Clinic),
            ("Tambatan perahu di Tanjung Wailoba", Work::Bridge),
            ("Jalan setapak pemakaman", Work::Road),
            ("Pagar/jalan setapak pemakaman umum", Work::General),
            ("Pembangunan pos kamling", Work::Hall),
        ];
        for (text, work) in table {
            assert_eq!(Work::of(&[text], None), work, "{text}");
        }
    }

    #[test]
    fn the_type_speaks_before_the_title_and_the_field_last() {
        assert_eq!(Work::of(&["Penataan taman", "Jalan di RT 03"], None), Work::Park);
        assert_eq!(Work::of(&["Lainnya", "Jalan di RT 03"], None), Work::Road);
        assert_eq!(Work::of(&["Lainnya"], Some(Field::Economy)), Work::Business);
        assert_eq!(Work::of(&[], Some(Field::SocialCulture)), Work::General);
    }
}
