//! Looks at every screen in Chromium; what must hold is in `tests/e2e/screens/`.

use crate::{
    checks::{build_workspace, nextest},
    programs::run as run_program,
    setup,
    ui::{self, Compile},
    workspace,
};
use anyhow::Result;
use std::process::Command;

/// The variable that names the states to look at, with spaces between them; all if it is not set.
pub const ONLY: &str = "OUTPOST_SCREENS";

/// The variable that makes the screens as they are now the ones that later ones are compared with.
pub const RENEW: &str = "OUTPOST_RENEW_SCREENS";

/// The tests that look at states of the gallery, and nothing else.
const GALLERY: [&str; 2] = ["-E", "test(/every_screen_/)"];

/// Where pictures go, below the target folder.
pub const PICTURES: &str = "screens";

/// Keeps every screen as it is now, to compare later ones with.
///
/// # Errors
/// If a screen is not as it must be.
pub fn renew() -> Result<()> {
    setup::everything()?;
    ui::build()?;
    look(|nextest| nextest.env(RENEW, "1").args(GALLERY))
}

/// Looks at the gallery's states; or only at some of them, whose pictures are there within seconds.
///
/// # Errors
/// If a screen is not as it must be.
pub fn run(only: &[String]) -> Result<()> {
    setup::everything()?;
    match only {
        [] => look_at_all()?,
        some => {
            ui::build_as(Compile::Quick)?;
            look(|nextest| nextest.env(ONLY, some.join(" ")).args(GALLERY))?;
        }
    }
    let pictures = workspace::target().join(PICTURES);
    println!("The pictures: {}", pictures.display());
    Ok(())
}

/// Looks at all of them as they ship, and sets a device up, on a machine that is set up.
///
/// # Errors
/// If a screen is not as it must be.
pub fn look_at_all() -> Result<()> {
    ui::build()?;
    look(|nextest| nextest)
}

fn look(prepare: impl Fn(&mut Command) -> &mut Command) -> Result<()> {
    build_workspace()?;
    run_program(prepare(&mut nextest("screens")))
}
