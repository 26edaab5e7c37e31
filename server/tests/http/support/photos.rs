//! Photos, sent by the forms of the pages.

use super::{Browser, Page};
use image::{DynamicImage, ImageFormat};
use reqwest::{
    Method,
    header::ORIGIN,
    multipart::{Form, Part},
};
use std::io::Cursor;

pub fn picture() -> Vec<u8> {
    of_size(40, 30)
}

/// Takes a while to be made smaller.
pub fn large_picture() -> Vec<u8> {
    of_size(3000, 2000)
}

fn of_size(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The page of photos with a file and what is said about it, sent by the button of these words.
pub async fn with_photo(browser: &Browser, path: &str, button: &str, file: Vec<u8>, alt: &str) -> Page {
    let form = browser.get(path).await.form(button).set("photo_alt", alt);
    send_with_photo(browser, form, file).await
}

/// A form that was shown, with a file.
pub async fn send_with_photo(browser: &Browser, form: super::Form, file: Vec<u8>) -> Page {
    let texts = form.fields.into_iter().filter(|(name, _)| name != "photo");
    let sent = texts.fold(Form::new(), |sent, (name, value)| sent.text(name, value));
    let request = browser.request(Method::POST, &form.action).header(ORIGIN, &browser.origin);
    Page::read(browser.send(request.multipart(sent.part("photo", Part::bytes(file).file_name("jalan.png")))).await).await
}
