//! The picture of the site among the programs of a phone: the woven lines of `style/static/icon.svg`, on the colour of
//! the city. Each is drawn once and remembered.

use crate::Failure;
use domain::city::Colour;
use image::{ImageFormat, Rgba, RgbaImage};
use std::{
    io::Cursor,
    sync::{Mutex, PoisonError},
};

/// How it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// With round corners of its own.
    Round,
    /// To its edges, for phones that cut it themselves: what is drawn keeps within the middle.
    Whole,
}

/// A unit of the drawing, whose side has 32 of them.
const UNIT: i64 = 64;
const SIDE: i64 = 32 * UNIT;
const WHITE: [u8; 3] = [255; 3];
const GOLD: [u8; 3] = [0xe5, 0xbb, 0x66];
/// Of round corners.
const CORNER: i64 = 6 * UNIT;
/// Half of the width of a line.
const HALF: i64 = 3 * UNIT / 2;
/// Points that are looked at in each pixel, along one side.
const POINTS: i64 = 4;
/// Sizes, cuts and the colours of several cities.
const MOST_REMEMBERED: usize = 24;

type Wanted = (u32, Cut, Colour);
static DRAWN: Mutex<Vec<(Wanted, Vec<u8>)>> = Mutex::new(Vec::new());

/// A PNG with sides of so many pixels.
pub fn picture(side: u32, cut: Cut, colour: Colour) -> Result<Vec<u8>, Failure> {
    let wanted = (side, cut, colour);
    let drawn = || DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, picture)) = drawn().iter().find(|(known, _)| *known == wanted) {
        return Ok(picture.clone());
    }
    let picture = draw(side, cut, colour)?;
    let mut drawn = drawn();
    if drawn.len() >= MOST_REMEMBERED {
        drawn.clear();
    }
    drawn.push((wanted, picture.clone()));
    Ok(picture)
}

fn draw(side: u32, cut: Cut, colour: Colour) -> Result<Vec<u8>, Failure> {
    let at = |pixel: u32, point: i64| (2 * (i64::from(pixel) * POINTS + point) + 1) * SIDE / (2 * POINTS * i64::from(side));
    let picture = RgbaImage::from_fn(side, side, |x, y| {
        let points = (0..POINTS * POINTS).map(|point| tone(cut, colour, at(x, point % POINTS), at(y, point / POINTS)));
        mixed(points)
    });
    let mut written = Cursor::new(Vec::new());
    picture.write_to(&mut written, ImageFormat::Png).map_err(|error| Failure::Other(error.to_string()))?;
    Ok(written.into_inner())
}

/// The colour at a point; none outside of the corners.
fn tone(cut: Cut, colour: Colour, x: i64, y: i64) -> Option<[u8; 3]> {
    let (x, y) = match cut {
        Cut::Round if !is_near((x, y), (CORNER, SIDE - CORNER), (CORNER, SIDE - CORNER), CORNER) => return None,
        Cut::Round => (x, y),
        Cut::Whole => (SIDE / 2 + (x - SIDE / 2) * 5 / 4, SIDE / 2 + (y - SIDE / 2) * 5 / 4),
    };
    let is_upright = [10, 22].iter().any(|at| is_near((x, y), (at * UNIT, at * UNIT), (6 * UNIT, 26 * UNIT), HALF));
    let is_across = || {
        [10, 16, 22]
            .iter()
            .any(|at| [5, 14, 23].iter().any(|from| is_near((x, y), (from * UNIT, (from + 4) * UNIT), (at * UNIT, at * UNIT), HALF)))
    };
    Some(if is_upright {
        GOLD
    } else if is_across() {
        WHITE
    } else {
        colour.parts()
    })
}

/// Whether a point is no farther than `reach` from a box: a line with round ends, or a square with round corners.
fn is_near((x, y): (i64, i64), across: (i64, i64), down: (i64, i64), reach: i64) -> bool {
    let outside = |at: i64, (from, to): (i64, i64)| (from - at).max(at - to).max(0);
    let (right, low) = (outside(x, across), outside(y, down));
    right * right + low * low <= reach * reach
}

/// The mean of what is at the points of a pixel.
fn mixed(points: impl Iterator<Item = Option<[u8; 3]>>) -> Rgba<u8> {
    let (mut sums, mut seen, mut all) = ([0_u32; 3], 0_u32, 0_u32);
    for tone in points {
        all += 1;
        if let Some(tone) = tone {
            seen += 1;
            sums.iter_mut().zip(tone).for_each(|(sum, part)| *sum += u32::from(part));
        }
    }
    let part = |sum: u32, of: u32| u8::try_from(sum.checked_div(of).unwrap_or(0)).unwrap_or(u8::MAX);
    let [red, green, blue] = sums.map(|sum| part(sum, seen));
    Rgba([red, green, blue, part(255 * seen, all)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_its_size_its_colour_and_its_corners() {
        let colour = Colour::accent("#7a0019").unwrap();
        for (cut, corner) in [(Cut::Round, 0), (Cut::Whole, 255)] {
            let drawn = image::load_from_memory(&picture(96, cut, colour).unwrap()).unwrap().into_rgba8();
            assert_eq!(drawn.dimensions(), (96, 96));
            assert_eq!(drawn.get_pixel(0, 0).0[3], corner, "{cut:?}");
            assert_eq!(drawn.get_pixel(48, 5).0, [0x7a, 0x00, 0x19, 255], "{cut:?}");
        }
        let drawn = image::load_from_memory(&picture(96, Cut::Round, colour).unwrap()).unwrap().into_rgba8();
        assert_eq!(drawn.get_pixel(30, 39).0, [0xe5, 0xbb, 0x66, 255]);
        assert_eq!(drawn.get_pixel(48, 48).0, [255; 4]);
    }
}
