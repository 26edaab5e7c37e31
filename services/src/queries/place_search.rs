//! Places by what somebody types: `legok`, `legk` or `legok 7`.

use crate::{Failure, Services, likeness, store::regions, text::folded};
use domain::region::{Region, RegionLevel};

/// So many are offered at a time.
pub const MOST_PLACES: usize = 20;
/// The RTs of so many kelurahan are looked through.
const MOST_KELURAHAN: usize = 4;
/// No name of a place is longer.
const MOST_LETTERS: usize = 100;
/// What places are, and not what they are called.
const KINDS: [&str; 8] = ["kota", "kecamatan", "kec", "kelurahan", "kel", "desa", "rt", "rw"];

/// A place with the way there: the kecamatan first, the place itself last.
#[derive(Clone, Debug)]
pub struct Place {
    pub region: Region,
    pub path: Vec<Region>,
}

/// Kelurahan, or RTs, in the order in which they fit.
pub async fn places(services: &Services, typed: &str, level: RegionLevel) -> Result<Vec<Place>, Failure> {
    let Some(wanted) = Wanted::of(typed) else { return Ok(Vec::new()) };
    let (mut tx, today) = (services.database.read().await?, services.today());
    let kecamatan = regions::of_level(&mut tx, RegionLevel::Kecamatan, today).await?;
    let mut fitting = Vec::new();
    for region in regions::of_level(&mut tx, RegionLevel::Kelurahan, today).await? {
        let above = kecamatan.iter().find(|above| region.parent == Some(above.id));
        if let Some(rank) = wanted.rank(&region.name, above.map_or("", |above| &above.name)) {
            let path = above.cloned().into_iter().chain([region.clone()]).collect();
            fitting.push((rank, Place { region, path }));
        }
    }
    fitting.sort_by(|(rank, one), (other_rank, other)| (rank, &one.region.name).cmp(&(other_rank, &other.region.name)));
    let kelurahan = fitting.into_iter().map(|(_, place)| place);
    if level == RegionLevel::Kelurahan {
        return Ok(kelurahan.take(MOST_PLACES).collect());
    }
    let mut found = Vec::new();
    for kelurahan in kelurahan.take(MOST_KELURAHAN) {
        let rts = regions::rts(&mut tx, kelurahan.region.id, today).await?.into_iter().map(|(_, rt)| rt);
        let placed = |rt: Region| Place { path: kelurahan.path.iter().cloned().chain([rt.clone()]).collect(), region: rt };
        found.extend(rts.filter(|rt| wanted.is_numbered(rt)).map(placed));
    }
    found.truncate(MOST_PLACES);
    Ok(found)
}

/// What was typed: words of names, and the number of an RT.
struct Wanted {
    words: Vec<String>,
    number: Option<u32>,
}

impl Wanted {
    /// None where nothing names a place.
    fn of(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(MOST_LETTERS).collect();
        let (mut words, mut number) = (Vec::new(), None);
        for word in folded(&typed).split_whitespace().filter(|word| !KINDS.contains(word)) {
            match word.parse() {
                Ok(typed) => number = Some(typed),
                Err(_) => words.push(word.to_owned()),
            }
        }
        (!words.is_empty()).then_some(Self { words, number })
    }

    /// Where a kelurahan stands among the answers; none where it does not fit.
    fn rank(&self, name: &str, kecamatan: &str) -> Option<usize> {
        let (name, kecamatan) = (folded(name), folded(kecamatan));
        let ways: [&dyn Fn(&str) -> bool; 3] =
            [&|word| begins(&name, word), &|word| begins(&name, word) || begins(&kecamatan, word), &|word| {
                likeness::begins_nearly(&name, word) || likeness::begins_nearly(&kecamatan, word)
            }];
        ways.iter().position(|fits| self.words.iter().all(|word| fits(word)))
    }

    fn is_numbered(&self, rt: &Region) -> bool {
        self.number
            .is_none_or(|number| rt.code.rt_number().is_some_and(|own| own.split('/').next().is_some_and(|own| own.parse() == Ok(number))))
    }
}

/// One of the words begins so, also where several words were typed as one.
fn begins(name: &str, typed: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(typed)) || name.replace(' ', "").starts_with(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_how_their_names_begin_and_nearly_so() {
        let rank = |typed: &str| Wanted::of(typed).and_then(|wanted| wanted.rank("Sungai Putri", "Danau Sipin"));
        assert_eq!([rank("putri"), rank("Kel. Sungai"), rank("sungaiputri"), rank("SUNGAI PUTRI 3")], [Some(0); 4]);
        assert_eq!([rank("sipin"), rank("putri danau"), rank("putry"), rank("sungei")], [Some(1), Some(1), Some(2), Some(2)]);
        assert_eq!([rank("legok"), rank("utri"), rank("putri legok"), rank("rt 7"), rank("")], [None; 5]);
        assert_eq!(Wanted::of("legok rt 07").and_then(|wanted| wanted.number), Some(7));
    }
}
