//! Looks at every screen in Chromium; what must hold is in `tests/e2e/screens/`.

use crate::{
    programs::{cargo, run as run_program},
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

/// Where pictures go, below the target folder.
pub const PICTURES: &str = "screens";

/// Keeps every screen as it is now, to compare later ones with.
///
/// # Errors
/// If a screen is not as it must be.
pub fn renew() -> Result<()> {
    setup::everything()?;
    ui::build()?;
    look(|nextest| nextest.env(RENEW, "1"))
}

/// Looks at the gallery's states; or only at some of them, whose pictures are there within seconds.
///
/// # Errors
/// If a screen is not as it must be.
pub fn run(only: &[String]) -> Result<()> {
    setup::everything()?;
    match only {
        [] => {
            ui::build()?;
            look(|nextest| nextest)?;
        }
        some => {
            ui::build_as(Compile::Quick)?;
            look(|nextest| nextest.env(ONLY, some.join(" ")))?;
        }
    }
    let pictures = workspace::target().join(PICTURES);
    println!("The pictures: {}", pictures.display());
    Ok(())
}

/// Sets a device up in Chromium, on a machine that is set up, with the screens as they ship; and sees that a fault
/// of a screen is found.
pub fn set_a_device_up() -> Result<()> {
    ui::build()?;
    look(|nextest| nextest.args(["-E", "test(/flow::/) | test(/without_a_name/)"]))
}

fn look(prepare: impl Fn(&mut Command) -> &mut Command) -> Result<()> {
    // All of the workspace, so that what the other checks compiled serves here too.
    run_program(cargo().args(["build", "--locked", "--workspace", "--all-targets"]))?;
    let mut nextest = cargo();
    nextest.args(["nextest", "run", "--locked", "--workspace"]);
    nextest.args(["--profile", "screens"]);
    run_program(prepare(&mut nextest))
}
