//! Measures the time from the app's start to its first paint, against an empty window, and to its first screen.
//!
//! All are watched from outside, in the memory that the X server draws into, so nothing in the app
//! takes part. The empty window is painted once its page's colour fills it. The app is painted once there is
//! something to read, a bare background does not count; what is there first is its mark and name. Its first
//! screen is there once a screen's words and buttons are.

use super::{median, table::Row};
use crate::{
    programs::Background,
    screen::{Frame, Screen},
    services::{NetworkReady, Programs},
};
use anyhow::{Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The colour of the page in `src-tauri/examples/empty_window/`.
const EMPTY_PAGE: u32 = 0x2f_6f_4e;
/// Letters are drawn with many shades between ink and paper; a bare background has a few at most.
const SHADES_OF_WORDS: usize = 12;
/// Of so many pixels at least one is not of the background where there is a screen; of mark and name, which
/// are far smaller, it is not.
const PIXELS_BY_INK: usize = 150;
const RUNS: usize = 9;
const BAR: f64 = 1.5;
const LIMIT: Duration = Duration::from_secs(30);

pub(super) fn measure(
    programs: &Programs,
    folder: &Path,
    network: &NetworkReady,
) -> Result<Vec<Row>> {
    let screen = Screen::start(folder)?;
    let mut app = programs.command("outpost");
    app.env("OUTPOST_NETWORK", &network.network)
        .env("OUTPOST_DATA", folder.join("data"));
    let mut empty = Command::new(programs.path("examples/empty_window"));
    for window in [&mut app, &mut empty] {
        // Where the person's own windows stood is none of its business.
        window.env("XDG_CONFIG_HOME", folder.join("config"));
        screen.show(window);
    }

    // The first start makes the app's folder and fills the system's caches; it is not counted.
    first_paint(&mut app, folder, &screen, has_words)?;
    first_paint(&mut empty, folder, &screen, is_filled)?;
    let (mut of_app, mut of_screen, mut of_empty) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        of_empty.push(first_paint(&mut empty, folder, &screen, is_filled)?);
        of_app.push(first_paint(&mut app, folder, &screen, has_words)?);
        of_screen.push(first_paint(&mut app, folder, &screen, has_screen)?);
    }
    println!("  app: {of_app:.0?} ms; empty window: {of_empty:.0?} ms");
    println!("  app's first screen: {of_screen:.0?} ms");
    Ok(vec![Row::compared(
        "second start to first paint",
        median(of_app),
        "ms",
        median(of_empty),
        BAR,
    )])
}

/// Milliseconds from the program's start until its window `is_painted`.
fn first_paint(
    command: &mut Command,
    folder: &Path,
    screen: &Screen,
    is_painted: fn(&Frame) -> bool,
) -> Result<f64> {
    wait_until(screen, Frame::is_blank)?;
    let begun = Instant::now();
    let program = Background::start(command, "window", folder)?;
    wait_until(screen, is_painted)?;
    let took = begun.elapsed();
    drop(program);
    Ok(took.as_secs_f64() * 1000.0)
}

fn wait_until(screen: &Screen, wanted: fn(&Frame) -> bool) -> Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < LIMIT {
        if wanted(&screen.frame()?) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(2));
    }
    bail!("the screen is not as expected after {LIMIT:?}")
}

fn is_filled(frame: &Frame) -> bool {
    let filled = frame.pixels().filter(|pixel| *pixel == EMPTY_PAGE).count();
    filled * 2 > frame.pixels().count()
}

fn has_screen(frame: &Frame) -> bool {
    let mut shades = BTreeMap::new();
    for (pixel, length) in runs(frame) {
        *shades.entry(pixel).or_insert(0_usize) += length;
    }
    let all: usize = shades.values().sum();
    let background = shades.values().max().copied().unwrap_or(0);
    let black = shades.get(&0).copied().unwrap_or(0);
    let ink = all.saturating_sub(background + black);
    shades.len() > SHADES_OF_WORDS && black * 2 < all && ink * PIXELS_BY_INK > all
}

fn has_words(frame: &Frame) -> bool {
    let mut shades = BTreeSet::new();
    runs(frame).any(|(pixel, _)| {
        shades.insert(pixel);
        shades.len() > SHADES_OF_WORDS
    })
}

/// The pixels that follow each other alike, with their number: few where little is drawn, since whoever watches
/// takes time from what is watched.
fn runs(frame: &Frame) -> impl Iterator<Item = (u32, usize)> + '_ {
    let mut pixels = frame.pixels().peekable();
    iter::from_fn(move || {
        let pixel = pixels.next()?;
        let mut length = 1;
        while pixels.next_if_eq(&pixel).is_some() {
            length += 1;
        }
        Some((pixel, length))
    })
}
