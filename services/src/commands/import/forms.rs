//! The columns of every file that is read, with the headings under which offices keep them. What a cell may hold is
//! said by the import that reads it.

use crate::table::{Form, optional, required};

pub const ALL: [&Form; 9] = [&REGIONS, &AGENCIES, &ACCOUNTS, &STAGES, &CATALOGUE, &CEILINGS, &PROPOSALS, &SIPD, &SIPD_LIST];

/// The last day.
const UNTIL: [&str; 4] = ["sampai", "berlaku_sampai", "selesai", "valid_to"];

pub const REGIONS: Form = Form {
    name: "regions",
    columns: &[
        required("code", &["kode", "kode_wilayah"]),
        required("level", &["tingkat", "jenjang"]),
        required("name", &["nama", "nama_wilayah"]),
        optional("parent_code", &["kode_induk", "induk", "kode_wilayah_induk"]),
        optional("households", &["jumlah_kk", "kk", "kepala_keluarga", "jumlah_keluarga", "keluarga_kk"]),
        optional("until", &UNTIL),
    ],
    unused: &["no", "nomor", "berlaku_sejak", "valid_from"],
    template: &[
        "kode,tingkat,nama,kode_induk,jumlah_kk",
        "15.71,kota,Kota Jambi,,",
        "15.71.10,kecamatan,Danau Sipin,15.71,",
        "15.71.10.1003,kelurahan,Legok,15.71.10,4.100",
        "15.71.10.1003-001,rt,RT 01,15.71.10.1003,95",
    ],
};

pub const AGENCIES: Form = Form {
    name: "agencies",
    columns: &[
        required("code", &["kode", "kode_opd"]),
        required("short_name", &["singkatan", "nama_singkat"]),
        required("name", &["nama", "nama_opd"]),
    ],
    unused: &["no", "nomor"],
    template: &["kode,singkatan,nama", "1-03,PUPR,Dinas Pekerjaan Umum dan Penataan Ruang"],
};

/// The city's officials; somebody with two roles has two rows.
pub const ACCOUNTS: Form = Form {
    name: "accounts",
    columns: &[
        required("name", &["nama", "nama_lengkap", "nama_petugas"]),
        required("contact", &["kontak", "telepon", "nomor_telepon", "no_telepon", "nomor_hp", "no_hp", "hp", "surel", "email", "e_mail"]),
        required("role", &["peran", "jabatan"]),
        optional("region_code", &["kode_wilayah"]),
        optional("agency", &["opd", "perangkat_daerah"]),
        required("from", &["mulai", "mulai_berlaku", "berlaku_sejak", "sejak", "tmt", "valid_from"]),
        optional("until", &UNTIL),
    ],
    unused: &["no", "nomor", "nip", "wilayah", "nama_wilayah", "catatan", "keterangan"],
    template: &[
        "nama,kontak,peran,kode_wilayah,opd,mulai,sampai",
        "Siti Aminah,0812-3456-7890,ketua RT,15.71.10.1003-001,,2027-01-01,2029-12-31",
        "Budi Santoso,lurah.legok@kota.example,petugas kelurahan,15.71.10.1003,,2027-01-01,",
        "Rina Wulandari,0813-1111-2222,verifikator OPD,,PUPR,2027-01-01,",
        "Dewi Lestari,dewi.bappeda@kota.example,perencana,,,2027-01-01,",
    ],
};

pub const STAGES: Form = Form {
    name: "stages",
    columns: &[
        required("stage", &["tahap", "tahapan"]),
        optional("opens_on", &["mulai", "tanggal_mulai"]),
        optional("closes_on", &["selesai", "tanggal_selesai", "sampai"]),
    ],
    unused: &["no", "nomor", "catatan", "keterangan"],
    template: &[
        "tahap,mulai,selesai",
        "rt,2027-01-04,2027-01-15",
        "kelurahan,2027-01-18,2027-02-12",
        "kecamatan,2027-02-15,2027-02-26",
        "agency_forum,2027-03-01,2027-03-12",
        "kota,2027-03-15,2027-03-26",
        "rkpd,,",
        "apbd,,",
        "execution,,",
        "finished,,",
    ],
};

pub const CATALOGUE: Form = Form {
    name: "catalogue",
    columns: &[
        required("code", &["kode", "kode_kamus"]),
        required("name", &["nama", "jenis_usulan"]),
        required("kind", &["jenis"]),
        required("field", &["bidang"]),
        required("unit", &["satuan"]),
        optional("unit_price", &["harga_satuan", "harga_satuan_rp", "harga_satuan_contoh_rp"]),
        optional("agency", &["agency_short_name", "opd", "opd_tujuan", "perangkat_daerah"]),
        optional("programme_code", &["kode_nomenklatur", "kode_program"]),
        optional("requirements", &["persyaratan", "syarat"]),
    ],
    unused: &["no", "nomor"],
    template: &[
        "kode,nama,jenis,bidang,satuan,harga_satuan,opd,kode_nomenklatur,persyaratan",
        "JLN-01,Pembangunan jalan lingkungan rabat beton,fisik,fisik_prasarana,m2,350.000,PUPR,1.03.10.2.01.0055,Lahan milik pemerintah atau hibah warga",
    ],
};

pub const CEILINGS: Form = Form {
    name: "ceilings",
    columns: &[
        optional("region_code", &["kode_wilayah", "wilayah"]),
        optional("agency", &["agency_short_name", "opd", "perangkat_daerah"]),
        required("physical", &["fisik", "fisik_rp", "pagu_fisik"]),
        required("non_physical", &["nonfisik", "nonfisik_rp", "non_fisik", "pagu_nonfisik"]),
        required("source", &["sumber", "dasar"]),
    ],
    unused: &["no", "nomor", "nama", "nama_wilayah", "catatan", "keterangan"],
    template: &[
        "kode_wilayah,opd,fisik,nonfisik,sumber",
        "15.71.10.1003,,400.000.000,100.000.000,Surat edaran wali kota",
        ",PUPR,9.500.000.000,1.200.000.000,Surat edaran wali kota",
    ],
};

/// Proposals as cities keep them, and as our own export writes them.
pub const PROPOSALS: Form = Form {
    name: "proposals",
    columns: &[
        required("kode_uji", &["kode", "kode_usulan", "nomor_usulan"]),
        required("tahun_rencana", &["tahun"]),
        required("kode_kelurahan", &["kode_wilayah"]),
        optional("kelurahan", &["nama_kelurahan"]),
        optional("kecamatan", &["nama_kecamatan"]),
        required("rt", &[]),
        required("kode_kamus", &["kode_jenis"]),
        required("judul", &["usulan"]),
        required("permasalahan", &["masalah"]),
        optional("alamat", &[]),
        optional("lat", &["lintang", "latitude"]),
        optional("lng", &["bujur", "longitude"]),
        required("volume", &[]),
        required("satuan", &[]),
        optional("biaya_perkiraan_rp", &["perkiraan_biaya_rp", "biaya", "anggaran"]),
        optional("bidang", &[]),
        optional("opd_tujuan", &["opd_tujuan_awal", "opd"]),
        optional("penerima_manfaat_kk", &["penerima_keluarga", "penerima_kk"]),
        optional("swadaya_rp", &["swadaya"]),
        optional("status_lahan", &[]),
        optional("jumlah_foto", &[]),
        optional("usulan_asal", &[]),
        optional("keputusan_akhir_contoh", &["keputusan"]),
        optional("kode_alasan", &[]),
        optional("kasus_uji", &["isi_alasan", "alasan"]),
    ],
    unused: &[
        "no",
        "nomor",
        "jenis_pengusul",
        "dukungan_setuju",
        "dukungan_tidak",
        "pendukung_luar_kelurahan",
        "tanggal_dikirim",
        "tanggal_diajukan",
        "jenis_usulan",
        "fisik_nonfisik",
        "kelompok_sasaran",
        "biaya_rekomendasi_rp",
        "penerima_orang",
        "penerima_jiwa",
        "opd_tujuan_akhir",
        "tahap",
        "status",
        "urutan",
        "peringkat",
        "skor",
        "dukungan_warga_setempat",
        "dukungan_warga_lain",
        "dukungan_dari_luar",
        "tahun_menunggu",
        "nilai_apbd_rp",
    ],
    template: &[
        "kode,tahun_rencana,kode_kelurahan,kelurahan,kecamatan,rt,kode_kamus,judul,permasalahan,alamat,lat,lng,volume,satuan,biaya_perkiraan_rp,bidang,opd_tujuan,penerima_manfaat_kk,swadaya_rp,status_lahan,jumlah_foto,usulan_asal,keputusan,kode_alasan,alasan",
        "USL-001,2028,15.71.10.1003,Legok,Danau Sipin,04,JLN-01,Rabat beton Gang Melati,Jalan tanah berlumpur setiap kali hujan deras.,Gang Melati RT 04,\"-1,595112\",\"103,595819\",100,m2,35.000.000,fisik_prasarana,PUPR,45,0,milik pemerintah,2,,,,",
    ],
};

/// What SIPD-RI gives out; it names no kelurahan by its code and no type, so nothing can be read from it yet.
pub const SIPD: Form = Form {
    name: "sipd",
    columns: &[required("id_usulan", &[]), required("usulan", &[]), required("masalah", &[]), required("rekomendasi_tapd", &[])],
    unused: &[],
    template: &[],
};

/// The list of proposals on the pages of SIPD-RI.
pub const SIPD_LIST: Form = Form {
    name: "sipd",
    columns: &[required("skpd_tujuan", &[]), required("usulan", &[]), required("permasalahan", &[]), required("rekomendasi_tapd", &[])],
    unused: &[],
    template: &[],
};
