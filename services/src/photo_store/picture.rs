//! One picture: read within a limit of memory, laid on white, made smaller, turned upright, written anew as JPEG,
//! which leaves all metadata (camera, position) behind. Where its files are kept is the store's business.

use crate::{CommandError, Failure};
use domain::refusal::Refusal;
use image::{
    DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, ImageReader, Limits, Pixel, codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use std::io::{Cursor, Write};

const MOST_PIXELS: u64 = 40_000_000;
/// What reading may take: 40 megapixels of eight bits, with transparency.
const MOST_MEMORY: u64 = 176 * 1024 * 1024;
const LONG_SIDE: u32 = 1600;
const SMALL_SIDE: u32 = 480;
const EMBLEM_SIDE: u32 = 256;
const QUALITY: u8 = 82;
const SMALL_QUALITY: u8 = 74;

/// A picture in its two sizes.
pub struct Picture {
    large: DynamicImage,
    small: DynamicImage,
}

impl Picture {
    /// Only JPEG, PNG and WebP are read.
    pub fn read(bytes: &[u8]) -> Result<Self, CommandError> {
        let (mut picture, orientation) = decode(bytes)?;
        lay_on_white(&mut picture);
        // Turning needs as much memory again, so it is done where there is little to turn.
        let mut large = DynamicImage::ImageRgb8(at_most(&picture, LONG_SIDE).unwrap_or(picture).into_rgb8());
        large.apply_orientation(orientation);
        let small = at_most(&large, SMALL_SIDE).unwrap_or_else(|| large.clone());
        Ok(Self { large, small })
    }

    /// Of the larger size, in pixels.
    pub fn width_and_height(&self) -> (u32, u32) {
        (self.large.width(), self.large.height())
    }

    pub fn write_large(&self, file: impl Write) -> Result<(), Failure> {
        write(&self.large, QUALITY, file)
    }

    pub fn write_small(&self, file: impl Write) -> Result<(), Failure> {
        write(&self.small, SMALL_QUALITY, file)
    }
}

/// A small picture written anew as PNG, which keeps what is transparent and nothing else that came with it.
pub fn emblem(bytes: &[u8]) -> Result<Vec<u8>, CommandError> {
    let (picture, orientation) = decode(bytes)?;
    let mut picture = at_most(&picture, EMBLEM_SIDE).unwrap_or(picture);
    picture.apply_orientation(orientation);
    let mut written = Cursor::new(Vec::new());
    let encoded = DynamicImage::ImageRgba8(picture.into_rgba8()).write_to(&mut written, ImageFormat::Png);
    encoded.map_err(|error| Failure::Other(error.to_string()))?;
    Ok(written.into_inner())
}

fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), CommandError> {
    let unreadable = |_| Refusal::PhotoUnreadable;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Failure::from)?;
    let Some(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) = reader.format() else {
        return Err(Refusal::PhotoUnreadable.into());
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() + beside(format, bytes, pixels) > MOST_MEMORY {
        return Err(Refusal::PhotoTooLarge.into());
    }
    let orientation = decoder.orientation().map_err(unreadable)?;
    Ok((DynamicImage::from_decoder(decoder).map_err(unreadable)?, orientation))
}

/// What a decoder keeps besides the picture itself.
fn beside(format: ImageFormat, bytes: &[u8], pixels: u64) -> u64 {
    match format {
        // Two bytes for each number of three components, until the last scan is read.
        ImageFormat::Jpeg if !is_in_one_scan(bytes) => 6 * pixels,
        ImageFormat::WebP => 4 * pixels,
        _ => 0,
    }
}

/// Whether a JPEG comes line by line, as cameras write it. What is not understood counts as the dearer kind.
fn is_in_one_scan(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    let mut components = None;
    while let [0xff, marker, high, low, segment @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match marker {
            0xc0 | 0xc1 => components = segment.get(5).copied(),
            0xc2..=0xcf if ![0xc4, 0xc8, 0xcc].contains(marker) => return false,
            0xda => return components.is_some() && segment.first().copied() == components,
            _ => {}
        }
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    false
}

/// Paper is white: what shines through a transparent picture is not black.
fn lay_on_white(picture: &mut DynamicImage) {
    match picture {
        DynamicImage::ImageLumaA8(picture) => over(picture, u8::MAX.into()),
        DynamicImage::ImageRgba8(picture) => over(picture, u8::MAX.into()),
        DynamicImage::ImageLumaA16(picture) => over(picture, u16::MAX.into()),
        DynamicImage::ImageRgba16(picture) => over(picture, u16::MAX.into()),
        _ => {}
    }
}

/// In place, because such a picture may fill the memory that there is.
fn over<P>(picture: &mut ImageBuffer<P, Vec<P::Subpixel>>, most: u64)
where
    P: Pixel,
    P::Subpixel: Into<u64> + TryFrom<u64>,
{
    for pixel in picture.pixels_mut() {
        let [colours @ .., alpha] = pixel.channels_mut() else { continue };
        let alpha: u64 = (*alpha).into();
        for colour in colours {
            let mixed = ((*colour).into() * alpha + most * (most - alpha)) / most;
            *colour = mixed.try_into().unwrap_or(*colour);
        }
    }
}

/// The picture with its longer side so long; none when it is not longer, for nothing is ever blown up.
fn at_most(picture: &DynamicImage, side: u32) -> Option<DynamicImage> {
    (picture.width().max(picture.height()) > side).then(|| picture.thumbnail(side, side))
}

fn write(picture: &DynamicImage, quality: u8, file: impl Write) -> Result<(), Failure> {
    picture.write_with_encoder(JpegEncoder::new_with_quality(file, quality)).map_err(|error| match error {
        image::ImageError::IoError(error) => error.into(),
        other => Failure::Other(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, Rgba, RgbaImage};

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    /// A PNG that says it is so large; there is next to nothing in it.
    fn claiming(width: u32, height: u32, sixteen_bits: bool) -> Vec<u8> {
        let mut bytes = png(&if sixteen_bits { DynamicImage::new_rgba16(1, 1) } else { DynamicImage::new_rgba8(1, 1) });
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let checksum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
    }

    fn refusal(bytes: &[u8]) -> Option<Refusal> {
        match Picture::read(bytes) {
            Err(CommandError::Refused(refusal)) => Some(refusal),
            Err(error) => panic!("{error}"),
            Ok(_) => None,
        }
    }

    #[test]
    fn a_transparent_picture_lies_on_white() {
        for picture in [
            DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 30, Rgba([0, 0, 0, 0]))),
            DynamicImage::new_rgba16(40, 30),
            DynamicImage::new_luma_a8(40, 30),
        ] {
            let read = Picture::read(&png(&picture)).unwrap();
            assert!(read.large.to_rgb8().pixels().all(|pixel| pixel.0 == [255, 255, 255]), "{:?}", picture.color());
        }
        let half = DynamicImage::ImageRgba8(RgbaImage::from_pixel(4, 4, Rgba([200, 0, 0, 128])));
        assert_eq!(Picture::read(&png(&half)).unwrap().large.to_rgb8().get_pixel(0, 0).0, [227, 127, 127]);
    }

    #[test]
    fn no_picture_is_blown_up() {
        let read = Picture::read(&png(&DynamicImage::new_rgb8(200, 150))).unwrap();
        assert_eq!((read.width_and_height(), read.small.width()), ((200, 150), 200));
        let read = Picture::read(&png(&DynamicImage::new_rgb8(3200, 800))).unwrap();
        assert_eq!((read.width_and_height(), read.small.width()), ((1600, 400), 480));
    }

    #[test]
    fn memory_is_counted_as_decoded() {
        assert_eq!(refusal(&claiming(6300, 6330, true)), Some(Refusal::PhotoTooLarge), "40 megapixels of 16 bits are 320 MB");
        assert_eq!(refusal(&claiming(65_535, 65_535, false)), Some(Refusal::PhotoTooLarge));
        assert_eq!(refusal(&claiming(6300, 6330, false)), Some(Refusal::PhotoUnreadable), "of eight bits they may be read");
    }

    #[test]
    fn a_jpeg_of_many_scans_counts_for_more() {
        let mut jpeg = Vec::new();
        JpegEncoder::new(&mut jpeg).write_image(&[0; 300], 10, 10, image::ExtendedColorType::Rgb8).unwrap();
        assert!(is_in_one_scan(&jpeg));
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        jpeg[frame + 1] = 0xc2;
        assert!(!is_in_one_scan(&jpeg), "progressive");
        jpeg[frame + 1] = 0xc0;
        let scan = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
        jpeg[scan + 4] = 1;
        assert!(!is_in_one_scan(&jpeg), "one component a scan");
        assert!(!is_in_one_scan(&[]) && !is_in_one_scan(&jpeg[..frame]));
    }
}
