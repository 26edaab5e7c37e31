//! What the bytes of a file are, whatever it is called: text, and in which letters, or something else altogether.

use super::Unreadable;

/// Files that are no table of text, by what their first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Workbook,
    OldWorkbook,
    OpenDocument,
    Archive,
    Pdf,
    WebPage,
    Json,
    Binary,
}

impl FileKind {
    /// The stable name under which texts are found.
    pub fn code(self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::OldWorkbook => "old_workbook",
            Self::OpenDocument => "open_document",
            Self::Archive => "archive",
            Self::Pdf => "pdf",
            Self::WebPage => "web_page",
            Self::Json => "json",
            Self::Binary => "binary",
        }
    }

    pub fn of(bytes: &[u8]) -> Option<Self> {
        let has = |part: &[u8]| bytes[..bytes.len().min(4096)].windows(part.len()).any(|window| window == part);
        Some(match bytes {
            [b'P', b'K', 3 | 5 | 7, ..] if has(b"application/vnd.oasis") => Self::OpenDocument,
            [b'P', b'K', 3 | 5 | 7, ..] if has(b"[Content_Types].xml") || has(b"xl/") || has(b"_rels/") => Self::Workbook,
            [b'P', b'K', 3 | 5 | 7, ..] => Self::Archive,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::OldWorkbook,
            [b'%', b'P', b'D', b'F', ..] => Self::Pdf,
            _ if bytes.iter().take(4096).any(|byte| *byte < 0x20 && !b"\t\r\n\x0b\x0c\x1a".contains(byte)) => Self::Binary,
            _ => return None,
        })
    }
}

/// The text of a file: UTF-8, or UTF-16 with its mark. Other letters are not guessed at.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?,
    };
    // Old Macintosh programs end lines with a carriage return alone.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    let start = text.trim_start();
    let tag = start.get(..15).unwrap_or(start).to_lowercase();
    if start.chars().all(|letter| matches!(letter, ',' | ';' | '"') || letter.is_whitespace()) {
        return Err(Unreadable::Empty);
    }
    if ["<html", "<!doctype", "<table", "<?xml", "<body", "<head", "<meta", "<style", "<div"].iter().any(|name| tag.starts_with(name)) {
        return Err(Unreadable::Kind(FileKind::WebPage));
    }
    if start.starts_with('{') || start.starts_with('[') {
        return Err(Unreadable::Kind(FileKind::Json));
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).map_err(|_| Unreadable::Kind(FileKind::Binary))
}

fn utf8(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some(kind) = FileKind::of(bytes) {
        return Err(Unreadable::Kind(kind));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    let line = u64::try_from(before.matches('\n').count()).unwrap_or(0) + 1;
    let words = before.rsplit(['\n', ',', ';', '\t', '"']).next().unwrap_or_default().trim();
    let near = words.chars().skip(words.chars().count().saturating_sub(30)).collect();
    Err(Unreadable::Encoding { line, near, guess: guess(bytes) })
}

/// Letters that offices use in Windows-1252 are rare in Mac Roman, and the other way round.
fn guess(bytes: &[u8]) -> &'static str {
    let count = |likely: fn(u8) -> bool| bytes.iter().filter(|byte| likely(**byte)).count();
    let windows = count(|byte| matches!(byte, 0x85 | 0x91..=0x97 | 0xa0 | 0xb0 | 0xb2 | 0xb3 | 0xbd | 0xe0..=0xf6));
    let macintosh = count(|byte| matches!(byte, 0x80 | 0x87 | 0x88 | 0x8a | 0x8e | 0x8f | 0xc9..=0xcb | 0xd0..=0xd5));
    if macintosh > windows { "Mac Roman" } else { "Windows-1252" }
}

/// Whether text was once read in the wrong letters and written back so: `â€“` for a dash.
pub fn is_damaged(text: &str) -> bool {
    let bytes: Vec<u8> = text.chars().map(|letter| windows_byte(letter).unwrap_or(b' ')).collect();
    let continues =
        |from: usize, count: usize| bytes.get(from..from + count).is_some_and(|rest| rest.iter().all(|byte| (0x80..0xc0).contains(byte)));
    let is_letter = |(place, byte): (usize, &u8)| match byte {
        0xc2..=0xdf => continues(place + 1, 1),
        0xe0..=0xef => continues(place + 1, 2),
        0xf0..=0xf4 => continues(place + 1, 3),
        _ => false,
    };
    text.contains('\u{fffd}') || bytes.iter().enumerate().any(is_letter)
}

/// The byte of a letter in Windows-1252.
fn windows_byte(letter: char) -> Option<u8> {
    const SPECIAL: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let special = (0x80..).zip(SPECIAL).find_map(|(byte, known)| (known == letter).then_some(byte));
    special.or_else(|| u8::try_from(u32::from(letter)).ok())
}
