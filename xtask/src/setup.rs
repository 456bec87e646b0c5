//! Installs what building and testing need, after saying what.

mod debian;
pub mod node;
mod rust;

use anyhow::Result;

/// Installs what describing the store's queries needs.
pub fn for_queries() -> Result<()> {
    debian::install(&debian::missing(debian::QUERIES)?)
}

/// Installs what packing the app needs, and what it is tried in.
pub fn for_bundle() -> Result<()> {
    install(Purpose::App)?;
    debian::install(&debian::missing(debian::BUNDLE)?)
}

/// What this machine is set up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To build the app and run it.
    App,
    /// To run all checks as well.
    Tests,
}

/// Installs what is missing for every purpose.
pub fn everything() -> Result<()> {
    install(Purpose::Tests)
}

/// Installs what is missing for `purpose`; prints nothing but a line when nothing is.
///
/// # Errors
/// If something is missing that only the person can install: the message has the line to run.
pub fn install(purpose: Purpose) -> Result<()> {
    let packages = match purpose {
        Purpose::App => debian::missing(&[debian::APP, node::missing_packages()].concat())?,
        Purpose::Tests => {
            let tests = [debian::TESTS, debian::GUEST, node::missing_packages()].concat();
            debian::missing(&[debian::APP, &tests].concat())?
        }
    };
    let of_npm = node::missing(purpose);
    let toolchain = rust::missing_parts(purpose);
    let tools = rust::missing_tools(purpose);
    if packages.is_empty() && toolchain.is_empty() && tools.is_empty() && of_npm.is_empty() {
        println!("  Nothing is missing on this machine.");
        return Ok(());
    }
    println!("  This will be installed:");
    for package in &packages {
        println!("    {package} (system package)");
    }
    for part in &toolchain {
        println!("    {part} (part of the Rust toolchain)");
    }
    for tool in &tools {
        println!(
            "    {} {} (built from its source, some minutes)",
            tool.name, tool.version
        );
    }
    for package in &of_npm {
        println!("    {} (of npm, into the build's folder)", package.name);
    }
    debian::install(&packages)?;
    rust::install_parts(&toolchain)?;
    rust::install_tools(&tools)?;
    of_npm.iter().try_for_each(|package| package.install())
}
