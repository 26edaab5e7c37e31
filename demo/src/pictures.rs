//! Pictures of some plans and proposals, drawn by us (`data/photos/draw.mjs`): what was built, what is under way, what
//! is supported most. They show kinds of work and nobody.

use crate::DemoError;
use domain::{comment::Subject, ids::PhotoId, proposal::Status, work::Work};
use services::{
    Services,
    store::{
        photos::{self, NewPhoto},
        plans::list::{self, Filter},
        proposals::{self, Order, ProposalFilter},
    },
    unit::Unit,
};

/// Plans and proposals of each sort that get one.
const SOME: i64 = 10;

macro_rules! drawn {
    ($work:ident, $file:literal, $alt:literal) => {
        (Work::$work, include_bytes!(concat!("../data/photos/", $file, ".jpg")).as_slice(), concat!("Gambar contoh: ", $alt))
    };
}

const DRAWN: [(Work, &[u8], &str); 10] = [
    drawn!(Road, "road", "jalan lingkungan di antara rumah dan pohon"),
    drawn!(Drain, "drain", "saluran air di depan rumah ketika hujan"),
    drawn!(Bridge, "bridge", "jembatan lengkung di atas sungai"),
    drawn!(Lamp, "lamp", "lampu jalan menyala pada waktu senja"),
    drawn!(Water, "water", "keran air bersih dan ember"),
    drawn!(School, "school", "gedung sekolah dengan dua pohon"),
    drawn!(Clinic, "clinic", "gedung layanan kesehatan"),
    drawn!(Park, "park", "bangku taman di bawah pohon"),
    drawn!(Flood, "flood", "rumah di tepi sungai yang meluap, dengan tanggul"),
    drawn!(Waste, "waste", "tempat sampah dan gerobak"),
];

pub async fn load(services: &Services) -> Result<(), DemoError> {
    let mut unit = Unit::begin(services, None).await?;
    let mut wanted = Vec::new();
    for plan in list::newest(&mut unit.tx, &Filter::default(), None, SOME).await? {
        wanted.push((Subject::Plan(plan.id), Work::of(&[&plan.title, &plan.summary], None)));
    }
    for (status, order) in
        [(Some(Status::Finished), Order::Newest(None)), (Some(Status::UnderWay), Order::Newest(None)), (None, Order::MostSupported(None))]
    {
        let filter = ProposalFilter { status, ..ProposalFilter::default() };
        for line in proposals::search(&mut unit.tx, &filter, order, SOME).await? {
            wanted.push((Subject::Proposal(line.id), Work::of(&[&line.type_name.unwrap_or_default(), &line.title], line.field)));
        }
    }
    for (subject, work) in wanted {
        if photos::of_subject(&mut unit.tx, subject).await?.is_empty() {
            add(services, &mut unit, subject, work).await?;
        }
    }
    Ok(unit.commit().await?)
}

/// Nothing where we have drawn no such picture.
async fn add(services: &Services, unit: &mut Unit, subject: Subject, work: Work) -> Result<(), DemoError> {
    let Some((_, bytes, alt)) = DRAWN.iter().find(|(drawn, ..)| *drawn == work) else { return Ok(()) };
    let photo = services.photos.prepare(bytes.to_vec()).await?;
    let id = PhotoId(services.clock.new_id());
    let new = NewPhoto { id, subject, position: 1, width: photo.width, height: photo.height, alt };
    photos::insert(&mut unit.tx, &new).await?;
    Ok(services.photos.keep(id, photo).await?)
}
