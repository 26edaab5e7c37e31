//! A phone number or e-mail address in its stored form.

use domain::{account::ContactKind, refusal::Refusal, text::line};

/// Who somebody says they are: a contact, in its stored form where it reads as one. What does not is guessed at like
/// the others, so nobody learns that there is no such account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim(String);

impl Claim {
    pub fn new(typed: &str) -> Self {
        Self(Contact::parse(typed).map_or_else(|_| typed.trim().to_owned(), |contact| contact.as_str().to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How somebody signs in and is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// `+62…`, digits only.
    Phone(String),
    /// Lower case.
    Email(String),
}

impl Contact {
    /// `0812-3456-7890`, `62812…` and `+62 812…` are one phone; everything with an @ is an e-mail.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = line(text);
        let text = text.as_str();
        if text.is_empty() {
            return Err(Refusal::Required);
        }
        if let Some((name, host)) = text.split_once('@') {
            let plain = |part: &str| {
                !part.is_empty()
                    && part.len() <= 64
                    && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "@<>\"',;".contains(c))
            };
            let fits = plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
            return if fits { Ok(Self::Email(text.to_lowercase())) } else { Err(Refusal::ContactUnreadable) };
        }
        let digits: String = text.chars().filter(|c| !" -.()".contains(*c)).collect();
        let national = digits.strip_prefix("+62").or_else(|| digits.strip_prefix("62")).or_else(|| digits.strip_prefix('0')).unwrap_or("");
        if (8..=12).contains(&national.len()) && national.bytes().all(|byte| byte.is_ascii_digit()) && !national.starts_with('0') {
            Ok(Self::Phone(format!("+62{national}")))
        } else {
            Err(Refusal::ContactUnreadable)
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(text) | Self::Email(text) => text,
        }
    }

    pub fn kind(&self) -> ContactKind {
        match self {
            Self::Phone(_) => ContactKind::Phone,
            Self::Email(_) => ContactKind::Email,
        }
    }

    pub fn phone(&self) -> Option<&str> {
        if let Self::Phone(text) = self { Some(text) } else { None }
    }

    pub fn email(&self) -> Option<&str> {
        if let Self::Email(text) = self { Some(text) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_has_one_form() {
        for text in ["0812-3456-7890", "62 812 3456 7890", "+6281234567890", "(0812) 34567890", "\u{200b}0812\u{202e} 3456 7890\u{feff}"] {
            assert_eq!(Contact::parse(text), Ok(Contact::Phone("+6281234567890".into())), "{text}");
        }
        assert_eq!(Contact::parse(" Budi@Contoh.ID "), Ok(Contact::Email("budi@contoh.id".into())));
        for text in ["12345", "0812x3456789", "a@b", "a b@c.id", "@c.id", "a@.id", "<a@b.id", "081234567890123"] {
            assert_eq!(Contact::parse(text), Err(Refusal::ContactUnreadable), "{text}");
        }
        assert_eq!(Contact::parse("  "), Err(Refusal::Required));
    }
}
