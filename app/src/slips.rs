//! One-time codes for a city's officials as a file to print: a sheet for each office, a slip for each person. It is
//! opened from a disk, so its style is inside and it asks for nothing else.

use crate::{format, links, text::t_code};
use domain::clock::Zone;
use leptos::prelude::*;
use services::commands::Slip;

const STYLE: &str = "
@page { size: A4; margin: 12mm }
body { font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 190mm }
section { break-after: page }
h1 { font-size: 16pt; margin: 0 0 2mm }
ul { list-style: none; margin: 4mm 0 0; padding: 0; display: grid; grid-template-columns: 1fr 1fr }
@media (max-width: 40em) { body { margin: 1em } ul { grid-template-columns: 1fr } }
ul > li { border: 1px dashed #555; padding: 4mm; break-inside: avoid; overflow-wrap: anywhere }
ul p { margin: 0 0 1mm }
ol { margin: 2mm 0 0; padding-left: 5mm; font-size: 9pt }
.who { font-weight: 600 }
.code { font: 600 15pt/1.6 ui-monospace, monospace; white-space: nowrap }
.small { font-size: 9pt }
";

/// `address` is that of the site, where it is known.
pub fn sheets(city: &str, slips: &[Slip], zone: Zone, address: Option<&str>) -> String {
    let mut offices: Vec<(String, Vec<&Slip>)> = Vec::new();
    for slip in slips {
        let office = slip.office.clone().unwrap_or_else(|| city.to_owned());
        match offices.iter_mut().find(|(name, _)| *name == office) {
            Some((_, slips)) => slips.push(slip),
            None => offices.push((office, vec![slip])),
        }
    }
    offices.sort_by(|(one, _), (other, _)| one.cmp(other));
    let address = format!("{}{}", address.unwrap_or_default(), links::RESET);
    let sheets = offices.into_iter().map(|(office, slips)| sheet(city, office, &slips, zone, &address)).collect_view();
    let page = view! {
        <html lang="id">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <title>{t!("slip.title")}</title>
                <style inner_html=STYLE></style>
            </head>
            <body>{sheets}</body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}

fn sheet(city: &str, office: String, slips: &[&Slip], zone: Zone, address: &str) -> impl IntoView + use<> {
    let count = t!("slip.people", count = slips.len());
    let slips = slips.iter().map(|item| slip(city, item, zone, address)).collect_view();
    view! {
        <section>
            <h1>{t!("slip.title")} " · " {office}</h1>
            <p class="small">{count} ". " {t!("slip.lead")}</p>
            <ul>{slips}</ul>
        </section>
    }
}

fn slip(city: &str, slip: &Slip, zone: Zone, address: &str) -> impl IntoView + use<> {
    let role = t_code("role", slip.role.code());
    let role = slip.place.as_ref().map_or(role.clone(), |place| format!("{role}, {place}"));
    view! {
        <li>
            <p class="small">"Rembuk · " {city.to_owned()}</p>
            <p class="who">{slip.name.clone()}</p>
            <p>{role}</p>
            <p>{slip.contact.clone()}</p>
            <p class="code">{slip.code.to_string()}</p>
            <p class="small">{t!("code_paper.until")} " " {format::instant(slip.expires_at, zone)}</p>
            <ol>
                <li>{t!("code_paper.step1", address = address)}</li>
                <li>{t!("code_paper.step2")}</li>
                <li>{t!("code_paper.step3")}</li>
            </ol>
            <p class="small">{t!("code_paper.warning")}</p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{account::Role, clock::Instant};
    use services::OneTimeCode;

    fn slip(office: Option<&str>, name: &str) -> Slip {
        Slip {
            office: office.map(str::to_owned),
            name: name.into(),
            contact: "+6281234567890".into(),
            role: Role::RtHead,
            place: Some("RT 01".into()),
            code: OneTimeCode::new().unwrap(),
            expires_at: Instant::UNIX_EPOCH,
        }
    }

    #[test]
    fn every_office_has_its_sheet_and_every_person_a_slip() {
        let slips = [
            slip(Some("Murni"), "Budi"),
            slip(Some("Legok"), "<script>alert(1)</script>&\"'"),
            slip(Some("Murni"), "Siti"),
            slip(None, "Dewi"),
        ];
        let page = sheets("Kota Jambi", &slips, Zone::Wib, Some("https://rembuk.kota.example"));
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"id\">"), "{page}");
        assert_eq!((page.matches("<section>").count(), page.matches("class=\"code\"").count()), (3, 4));
        assert!(page.find("Legok") < page.find("Murni"), "offices by name");
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
        assert!(slips.iter().all(|slip| page.matches(&slip.code.to_string()).count() == 1));
        assert!(page.contains("https://rembuk.kota.example/masuk/kode"));
    }
}
