//! Places: kota, kecamatan, kelurahan, RW and RT, with codes that are text and rows that are valid from a day to a
//! day. Boundaries and maps do not belong here.

use crate::{clock::Day, ids::RegionId, refusal::Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

coded_enum! {
    /// Levels from the city down. A kabupaten and its desa use the same levels under other names.
    pub enum RegionLevel {
        Kota = "kota",
        Kecamatan = "kecamatan",
        Kelurahan = "kelurahan",
        Rw = "rw",
        Rt = "rt",
    }
}

/// An RW is told from an RT by its digits.
const RW_DIGITS: usize = 2;

/// A code such as `15.71.07.1012`. RW and RT have no national codes of their own: an RW is the kelurahan's code, a dash
/// and two digits, `15.71.07.1012-02`; an RT has three, `15.71.07.1012-014`, or, where its number is only unique in its
/// RW, both, `15.71.07.1012-02.014`. Codes are text: leading zeros count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RegionCode(String);

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for RegionCode {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl RegionCode {
    /// Accepts two to four groups of digits separated by points, and after four groups a dash with the number of an RW,
    /// of an RT, or of both.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let (official, local) = text.split_once('-').map_or((text, None), |(official, local)| (official, Some(local)));
        let groups: Vec<&str> = official.split('.').collect();
        let digits = |group: &&str| !group.is_empty() && group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_digit());
        let official_fits = (2..=4).contains(&groups.len()) && groups.iter().all(digits);
        let local_fits =
            local.is_none_or(|local| groups.len() == 4 && local.split('.').count() <= 2 && local.split('.').all(|group| digits(&group)));
        if official_fits && local_fits { Ok(Self(text.to_owned())) } else { Err(Refusal::RegionCodeUnreadable) }
    }

    /// The code of RT `number` in a kelurahan without RWs.
    pub fn rt(kelurahan: &Self, number: u16) -> Self {
        Self(format!("{}-{number:03}", kelurahan.0))
    }

    /// The same in RW `rw` of the kelurahan.
    pub fn rt_in_rw(kelurahan: &Self, rw: u16, number: u16) -> Self {
        Self(format!("{}-{rw:02}.{number:03}", kelurahan.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this region or lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    }

    /// Whether this is one of these regions, or lies in one.
    pub fn lies_in_any(&self, regions: &[Region]) -> bool {
        regions.iter().any(|region| region.code.contains(self))
    }

    /// The code one level up; none for a city.
    pub fn parent(&self) -> Option<Self> {
        let cut = self.0.rfind(['-', '.'])?;
        let parent = &self.0[..cut];
        parent.contains('.').then(|| Self(parent.to_owned()))
    }

    /// The kelurahan of an RT or a kelurahan; none above.
    pub fn kelurahan(&self) -> Option<Self> {
        let official = self.0.split('-').next()?;
        (official.split('.').count() == 4).then(|| Self(official.to_owned()))
    }

    /// The number of an RT as people say it, `05`, with its RW where it has one, `05/RW 02`; none for anything larger.
    pub fn rt_number(&self) -> Option<String> {
        if self.level() != RegionLevel::Rt {
            return None;
        }
        let spoken = |group: &str| format!("{:0>2}", group.trim_start_matches('0'));
        let local = self.0.split_once('-')?.1;
        Some(local.rsplit('.').map(spoken).collect::<Vec<_>>().join("/RW "))
    }

    /// The number of the RW that an RT lies in, or that this is.
    pub fn rw_number(&self) -> Option<String> {
        let rw = self.0.split_once('-')?.1.split('.').next()?;
        (rw.len() == RW_DIGITS).then(|| rw.to_owned())
    }

    /// Of a desa or in one, which a kabupaten has beside its kelurahan: the fourth group begins with 2.
    pub fn is_of_desa(&self) -> bool {
        self.kelurahan().is_some_and(|kelurahan| kelurahan.0.rsplit('.').next().is_some_and(|group| group.starts_with('2')))
    }

    /// Which level the code itself speaks of.
    pub fn level(&self) -> RegionLevel {
        let (official, local) = self.0.split_once('-').map_or((self.0.as_str(), None), |(official, local)| (official, Some(local)));
        match (local, official.split('.').count()) {
            (Some(local), _) if local.len() == RW_DIGITS => RegionLevel::Rw,
            (Some(_), _) => RegionLevel::Rt,
            (None, 4) => RegionLevel::Kelurahan,
            (None, 3) => RegionLevel::Kecamatan,
            (None, _) => RegionLevel::Kota,
        }
    }

    /// The kecamatan this region lies in or is; none for a city.
    pub fn kecamatan(&self) -> Option<Self> {
        let official = self.0.split('-').next()?;
        let groups: Vec<&str> = official.split('.').collect();
        (groups.len() >= 3).then(|| Self(groups[..3].join(".")))
    }

    /// The city this region lies in or is.
    #[must_use]
    pub fn city(&self) -> Self {
        Self(self.0.split(['.', '-']).take(2).collect::<Vec<_>>().join("."))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One row of the region table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub id: RegionId,
    pub code: RegionCode,
    pub level: RegionLevel,
    pub name: String,
    pub parent: Option<RegionId>,
    /// Households (*kepala keluarga*), for thresholds and support per household; zero where unknown.
    pub households: i64,
    pub valid_from: Day,
    /// The last day of validity; open while in force.
    pub valid_to: Option<Day>,
}

impl Region {
    /// As they were announced; zero where they are unknown.
    pub fn known_households(&self) -> u32 {
        u32::try_from(self.households).unwrap_or(0)
    }
}

/// Households of a region. Where nobody has announced them: those of its parts, of which an unknown one counts like
/// the mean of the known; where nothing below is known, its equal part of what lies above. None where nothing is
/// known.
pub fn households(region: &Region, all: &[Region]) -> Option<u64> {
    from_below(region, all).or_else(|| {
        let above = all.iter().find(|above| region.parent == Some(above.id))?;
        let parts = all.iter().filter(|part| part.parent == region.parent).count();
        households(above, all)?.checked_div(u64::try_from(parts).ok()?)
    })
}

fn from_below(region: &Region, all: &[Region]) -> Option<u64> {
    if let Some(announced) = u64::try_from(region.households).ok().filter(|announced| *announced > 0) {
        return Some(announced);
    }
    let parts: Vec<Option<u64>> = all.iter().filter(|part| part.parent == Some(region.id)).map(|part| from_below(part, all)).collect();
    let known: Vec<u64> = parts.iter().flatten().copied().collect();
    let (sum, count, all) = (known.iter().sum::<u64>(), u64::try_from(known.len()).ok()?, u64::try_from(parts.len()).ok()?);
    (count > 0).then(|| (sum * all).div_ceil(count))
}

/// The regions that lie in no other of them, so that nobody in them is counted twice.
pub fn outermost(regions: Vec<Region>) -> Vec<Region> {
    let codes: Vec<RegionCode> = regions.iter().map(|region| region.code.clone()).collect();
    regions.into_iter().filter(|region| !codes.iter().any(|other| *other != region.code && other.contains(&region.code))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use RegionLevel::{Kecamatan, Kelurahan, Kota, Rt, Rw};

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect(text)
    }

    #[test]
    fn codes_know_their_place() {
        let rt = code("15.71.07.1012-014");
        assert_eq!(RegionCode::rt(&code("15.71.07.1012"), 14), rt);
        assert_eq!(RegionCode::rt_in_rw(&code("15.71.07.1012"), 2, 14), code("15.71.07.1012-02.014"));
        assert_eq!(rt.parent(), Some(code("15.71.07.1012")));
        assert_eq!(rt.kelurahan(), Some(code("15.71.07.1012")));
        assert_eq!(rt.kecamatan(), Some(code("15.71.07")));
        assert_eq!(rt.city(), code("15.71"));
        assert_eq!(code("15.71").parent(), None);
        assert_eq!(code("15.71.07").kelurahan(), None);
        assert_eq!((rt.rt_number().as_deref(), code("15.71.07.1012-02.005").rt_number().as_deref()), (Some("14"), Some("05/RW 02")));
        assert_eq!((code("15.71.07.1012").rt_number(), code("15.71.07.1012-02").rt_number()), (None, None));
        let rws = ["15.71.07.1012", "15.71.07.1012-014", "15.71.07.1012-02", "15.71.07.1012-02.005"].map(|text| code(text).rw_number());
        assert_eq!(rws, [None, None, Some("02".into()), Some("02".into())]);
        for (text, level) in [
            ("15.71", Kota),
            ("15.71.07", Kecamatan),
            ("15.71.07.1012", Kelurahan),
            ("15.71.07.1012-02", Rw),
            ("15.71.07.1012-014", Rt),
            ("15.71.07.1012-02.014", Rt),
        ] {
            assert_eq!(code(text).level(), level, "{text}");
        }
    }

    #[test]
    fn an_rw_stands_between_the_kelurahan_and_its_rts() {
        let (kelurahan, rw, rt) = (code("15.71.07.1012"), code("15.71.07.1012-02"), code("15.71.07.1012-02.014"));
        assert_eq!((rt.parent(), rw.parent()), (Some(rw.clone()), Some(kelurahan.clone())));
        assert!(kelurahan.contains(&rw) && rw.contains(&rt) && !rw.contains(&code("15.71.07.1012-014")));
        assert_eq!((rw.kelurahan(), rt.kelurahan(), rw.kecamatan()), (Some(kelurahan.clone()), Some(kelurahan), Some(code("15.71.07"))));
    }

    #[test]
    fn the_fourth_group_tells_a_desa_from_a_kelurahan() {
        for (text, is_of_desa) in [
            ("82.01.02.2003", true),
            ("82.01.02.2003-01", true),
            ("82.01.02.2003-01.002", true),
            ("82.01.02.1003", false),
            ("82.01.02.1003-002", false),
            ("82.01.02", false),
            ("82.01", false),
        ] {
            assert_eq!(code(text).is_of_desa(), is_of_desa, "{text}");
        }
    }

    #[test]
    fn containment_follows_whole_groups() {
        assert!(code("15.71.07").contains(&code("15.71.07.1012-014")));
        assert!(code("15.71.07.1012").contains(&code("15.71.07.1012")));
        assert!(!code("15.71.07").contains(&code("15.71.08.1001")));
        assert!(!code("15.71.07.101").contains(&code("15.71.07.1012")));
        assert!(!code("15.71.07.1012").contains(&code("15.71.07")));
    }

    #[test]
    fn what_lies_in_another_region_is_not_counted_again() {
        let region = |text: &str| Region {
            id: RegionId(uuid::Uuid::nil()),
            code: code(text),
            level: code(text).level(),
            name: text.into(),
            parent: None,
            households: 100,
            valid_from: Day::MIN,
            valid_to: None,
        };
        let kept = outermost(["15.71.07.1012", "15.71.07", "15.71.07.1012-014", "15.71.10.1003"].map(region).to_vec());
        assert_eq!(kept.iter().map(|region| region.code.as_str()).collect::<Vec<_>>(), ["15.71.07", "15.71.10.1003"]);
    }

    #[test]
    fn unknown_households_count_like_the_known_ones_beside_them() {
        let id = |text: &str| {
            RegionId(uuid::Uuid::from_u128(text.bytes().fold(7, |sum: u128, byte| sum.wrapping_mul(257).wrapping_add(byte.into()))))
        };
        let region = |text: &str, parent: Option<&str>, households| Region {
            id: id(text),
            code: code(text),
            level: code(text).level(),
            name: text.into(),
            parent: parent.map(id),
            households,
            valid_from: Day::MIN,
            valid_to: None,
        };
        let city = |kecamatan, kelurahan: [i64; 2], rts: [i64; 2]| {
            vec![
                region("15.71.07", None, kecamatan),
                region("15.71.07.1012", Some("15.71.07"), kelurahan[0]),
                region("15.71.07.1013", Some("15.71.07"), kelurahan[1]),
                region("15.71.07.1012-001", Some("15.71.07.1012"), rts[0]),
                region("15.71.07.1012-002", Some("15.71.07.1012"), rts[1]),
            ]
        };
        let count = |all: &[Region]| all.iter().map(|one| households(one, all)).collect::<Option<Vec<u64>>>();
        assert_eq!(count(&city(0, [0, 0], [40, 0])), Some(vec![160, 80, 80, 40, 40]), "one RT is known");
        assert_eq!(count(&city(0, [90, 0], [0, 0])), Some(vec![180, 90, 90, 45, 45]), "one kelurahan is known");
        assert_eq!(count(&city(500, [0, 0], [0, 0])), Some(vec![500, 250, 250, 125, 125]), "only the whole is known");
        assert_eq!(count(&city(500, [300, 200], [30, 40])), Some(vec![500, 300, 200, 30, 40]), "what was announced stands");
        assert_eq!(count(&city(0, [0, 0], [0, 0])), None);
    }

    #[test]
    fn nonsense_is_no_code() {
        for text in ["", "15", "15.71.", "15..71", "15.71.07.1012.3", "15.71-014", "15.71.07.1012-", "a.b", "15.71.07.1012-1.2.3", "15.71%"]
        {
            assert_eq!(RegionCode::parse(text), Err(Refusal::RegionCodeUnreadable), "{text}");
        }
    }
}
