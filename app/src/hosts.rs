//! What is answered where no city answers: to a host that nobody here has, and while a city cannot be opened. Nothing
//! of any city stands here, and nothing is loaded.

/// There is no site under this name.
pub fn unknown() -> String {
    page(&t!("hosts.unknown"), &t!("hosts.unknown_help"))
}

/// The city of this name is not served now.
pub fn away() -> String {
    page(&t!("hosts.away"), &t!("hosts.away_help"))
}

fn page(title: &str, help: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head><body><main><h1>{title}</h1><p>{help}</p></main></body></html>\n"
    )
}
