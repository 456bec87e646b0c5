//! Compares a picture of a screen with the one that was kept, coarsely: by the mean grey of each square.
//!
//! A letter that another version of the browser draws a little differently does not count, a word that
//! changed or a thing that moved does. `cargo xtask screens --renew` keeps the pictures as they are now.

use png::{BitDepth, ColorType, Decoder, Encoder, Transformations};
use std::{
    env, fs,
    io::{BufWriter, Cursor},
    path::PathBuf,
};
use xtask::{screens::RENEW, workspace};

/// The side of a square, in pixels.
const SQUARE: usize = 16;
/// A square counts that differs by more than so much of 255.
const TOLERANCE: u8 = 10;
/// A picture differs if more than so many squares of a thousand do.
const SQUARES_OF_1000: usize = 2;

/// The mean grey of each square of a picture, row by row.
#[derive(Debug, PartialEq)]
struct Squares {
    width: usize,
    grey: Vec<u8>,
}

/// The picture that was kept of a screen.
pub(super) struct Baseline {
    file: PathBuf,
}

impl Baseline {
    pub(super) fn of(variant: &str) -> Self {
        let folder = workspace::root().join("xtask/tests/e2e/screens/kept");
        Self {
            file: folder.join(variant).with_extension("png"),
        }
    }

    /// How a picture differs, in words.
    pub(super) fn compare(&self, picture: &[u8]) -> Option<String> {
        let now = Squares::of(picture);
        if env::var_os(RENEW).is_some() {
            fs::create_dir_all(self.file.parent().unwrap()).unwrap();
            fs::write(&self.file, now.to_png()).unwrap();
            return None;
        }
        match fs::read(&self.file) {
            Ok(kept) => Squares::from_png(&kept).difference(&now),
            Err(_) => Some("no picture is kept; `cargo xtask screens --renew` keeps it".to_owned()),
        }
    }
}

impl Squares {
    /// Of a screenshot.
    fn of(picture: &[u8]) -> Self {
        let (pixels, width) = read(picture);
        let columns = width.div_ceil(SQUARE);
        let rows = (pixels.len() / width).div_ceil(SQUARE);
        let mut sums = vec![(0usize, 0usize); columns * rows];
        for (at, grey) in pixels.iter().enumerate() {
            let (x, y) = (at % width, at / width);
            let (sum, count) = &mut sums[y / SQUARE * columns + x / SQUARE];
            *sum += usize::from(*grey);
            *count += 1;
        }
        let grey = sums.iter().map(|(sum, count)| (sum / count) as u8);
        Self {
            width: columns,
            grey: grey.collect(),
        }
    }

    fn from_png(kept: &[u8]) -> Self {
        let (grey, width) = read(kept);
        Self { width, grey }
    }

    fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let height = self.grey.len() / self.width;
        let mut encoder = Encoder::new(BufWriter::new(&mut file), self.width as u32, height as u32);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&self.grey).unwrap();
        drop(writer);
        file
    }

    fn difference(&self, now: &Self) -> Option<String> {
        let size = |of: &Self| (of.width, of.grey.len() / of.width);
        if size(self) != size(now) {
            return Some(format!(
                "it was {:?} squares large and is {:?}",
                size(self),
                size(now)
            ));
        }
        let pairs = self.grey.iter().zip(&now.grey).enumerate();
        let differing: Vec<usize> = pairs
            .filter(|(_, (kept, now))| kept.abs_diff(**now) > TOLERANCE)
            .map(|(at, _)| at)
            .collect();
        let first = *differing.first()?;
        let pixels = |squares: usize| squares * SQUARE;
        (differing.len() * 1_000 > self.grey.len() * SQUARES_OF_1000).then(|| {
            format!(
                "it looks different in {} squares of {}, first at {}, {}; \
                 `cargo xtask screens --renew` if it should",
                differing.len(),
                self.grey.len(),
                pixels(first % self.width),
                pixels(first / self.width)
            )
        })
    }
}

/// The grey of each pixel of a PNG, and how wide it is.
fn read(png: &[u8]) -> (Vec<u8>, usize) {
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let channels = info.color_type.samples();
    let grey = bytes[..info.buffer_size()].chunks(channels).map(|pixel| {
        match pixel {
            // By how bright the eye finds them, in parts of 256.
            [red, green, blue, ..] => {
                let sum = u32::from(*red) * 77 + u32::from(*green) * 150 + u32::from(*blue) * 29;
                (sum / 256) as u8
            }
            [grey, ..] => *grey,
            [] => 0,
        }
    });
    (grey.collect(), info.width as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page of 20 by 20 squares with a grey block of so many squares from `left` on.
    fn page(left: usize, count: usize) -> Squares {
        let mut grey = vec![255; 400];
        grey[200 + left..200 + left + count].fill(120);
        Squares { width: 20, grey }
    }

    #[test]
    fn a_page_looks_like_itself_after_it_was_kept() {
        let page = page(3, 4);
        assert_eq!(Squares::from_png(&page.to_png()), page);
        assert_eq!(page.difference(&page), None);
    }

    #[test]
    fn a_thing_that_moved_or_is_gone_makes_a_difference() {
        assert!(page(3, 4).difference(&page(4, 4)).is_some());
        assert!(page(3, 4).difference(&page(3, 0)).is_some());
    }

    #[test]
    fn letters_drawn_a_little_differently_make_no_difference() {
        let mut page = page(3, 4);
        let kept = Squares {
            width: 20,
            grey: page.grey.clone(),
        };
        page.grey.iter_mut().for_each(|grey| *grey -= TOLERANCE);
        assert_eq!(kept.difference(&page), None);
    }

    #[test]
    fn a_page_that_grew_makes_a_difference() {
        let mut longer = page(3, 4);
        longer.grey.extend([255; 20]);
        assert!(page(3, 4).difference(&longer).is_some());
    }
}
