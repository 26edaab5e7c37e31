//! Entries that are too long for a bundle of the log: cut into pieces that follow one another, each but the last with a
//! `+` before it. An entry begins with a brace, so nothing whole looks like a piece.

const MORE: u8 = b'+';

/// The entry itself, or its pieces, none of them longer than that.
pub fn cut(bytes: &[u8], longest: usize) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while rest.len() > longest {
        let (piece, after) = rest.split_at(longest.saturating_sub(1).max(1));
        pieces.push([&[MORE], piece].concat());
        rest = after;
    }
    pieces.push(rest.to_vec());
    pieces
}

/// Puts pieces together again.
#[derive(Clone, Debug, Default)]
pub struct Joined(Vec<u8>);

impl Joined {
    /// The whole entry with its last piece.
    pub fn push(&mut self, piece: &[u8]) -> Option<Vec<u8>> {
        match piece.strip_prefix(&[MORE]) {
            Some(more) => {
                self.0.extend(more);
                None
            }
            None => {
                self.0.extend(piece);
                Some(std::mem::take(&mut self.0))
            }
        }
    }

    /// Whether nothing is left over.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }
}
