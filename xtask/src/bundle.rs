//! Packs the app with its practice network and a simulated device, so that it works where it is installed.
//!
//! What is packed is one tree, laid out as it is installed; `deb` and `appimage` wrap it. Both are of this
//! machine's architecture and need its system's WebKitGTK.

mod appimage;
mod check;
mod deb;
mod tree;

use crate::{
    app,
    checks::build_workspace,
    programs::{cargo, run as run_program},
    progress::stage,
    services::Programs,
    setup, ui, workspace,
};
use anyhow::Result;

/// What is packed, and whether it is tried.
#[derive(clap::Args)]
pub struct Arguments {
    /// Pack programs that are not optimised: quicker to build, for trying
    #[arg(long)]
    debug: bool,
    /// Install the package into a bare system, and start it and the AppImage there
    #[arg(long)]
    check: bool,
}

/// Makes `target/bundle/outpost_VERSION_ARCHITECTURE.deb` and `.AppImage`.
pub fn run(arguments: &Arguments) -> Result<()> {
    stage("Looking for what this machine lacks", setup::for_bundle)?;
    stage("Building the app's screens", ui::build)?;
    let programs = stage("Building the programs", || build(arguments.debug))?;
    let folder = workspace::target().join("bundle");
    let tree = stage("Laying out what is installed", || {
        tree::lay_out(&folder.join("tree"), &programs)
    })?;
    let package = stage("Packing the Debian package", || deb::pack(&tree, &folder))?;
    println!("  {}", package.display());
    let image = stage("Packing the AppImage", || {
        appimage::pack(&tree, &folder, &programs)
    })?;
    println!("  {}", image.display());
    if arguments.check {
        stage("Starting both in a bare system", || {
            check::starts_in_a_bare_system(&package, &image, &folder)
        })?;
    }
    Ok(())
}

fn build(debug: bool) -> Result<Programs> {
    if !debug {
        app::build_programs()?;
        let bundle_only = ["build", "--locked", "--release", "-p", "outpost-appimage"];
        run_program(cargo().args(bundle_only))?;
        return Ok(Programs::release());
    }
    build_workspace()?;
    Ok(Programs::debug())
}
