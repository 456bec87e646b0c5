//! Describes the store's queries anew, after a query or a migration changed.

use crate::{
    programs::{cargo, output_of, run},
    setup, workspace,
};
use anyhow::Result;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// Renews `light-client/.sqlx/`: makes an empty database from the migrations, and lets the macros
/// that check the queries ask it.
pub fn prepare() -> Result<()> {
    setup::for_queries()?;
    let light_client = workspace::root().join("light-client");
    let database = workspace::target().join("queries.sqlite");
    if database.exists() {
        fs::remove_file(&database)?;
    }
    for migration in sorted_files(&light_client.join("migrations"))? {
        let read = format!(".read '{}'", migration.display());
        output_of(
            Command::new("sqlite3")
                .arg("-bail")
                .arg(&database)
                .arg(read),
        )?;
    }
    let descriptions = light_client.join(".sqlx");
    fs::create_dir_all(&descriptions)?;
    for description in sorted_files(&descriptions)? {
        fs::remove_file(description)?;
    }
    // The macros run when the crate is compiled, and it is not when nothing changed.
    File::open(light_client.join("src/lib.rs"))?.set_modified(SystemTime::now())?;
    run(cargo()
        .args(["build", "--locked", "--workspace", "--lib"])
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &descriptions)
        .env("DATABASE_URL", format!("sqlite:{}", database.display())))
}

fn sorted_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}
