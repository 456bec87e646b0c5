//! Lists the software that ships with the app, and its licences, as cargo and npm know them.

use crate::{
    programs::{cargo, output_of},
    setup::node::SCREENS,
};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// What ships: the window and what comes along with it; and the screens, which have a lockfile of their own.
const SHIPPED: [(&str, &[&str]); 2] = [
    (
        "Cargo.toml",
        &[
            "outpost-app",
            "outpost-full-node",
            "outpost-device-agent",
            "outpost-light-client",
            "outpost-appimage",
        ],
    ),
    ("ui/Cargo.toml", &["outpost-ui"]),
];

/// A package, as the settings' screen reads it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Licence {
    name: String,
    version: String,
    licence: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    license_file: Option<String>,
    /// Where it is from; ours are from nowhere.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

/// What a dependency is for: the program itself if it is of no kind.
#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// A lockfile of npm.
#[derive(Deserialize)]
struct Lockfile {
    /// By the folder that each is installed into; that of the lockfile itself has no name.
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    version: Option<String>,
    license: Option<String>,
}

/// All of it as JSON, in order.
///
/// # Errors
/// If cargo cannot read a manifest, one of the programs is not in it, or npm's lockfile is none.
pub fn list() -> Result<String> {
    let mut licences = BTreeSet::new();
    for (manifest, programs) in SHIPPED {
        let metadata = output_of(cargo().args([
            "metadata",
            "--locked",
            "--format-version=1",
            "--manifest-path",
            manifest,
        ]))?;
        licences.extend(shipped(&serde_json::from_str(&metadata)?, programs)?);
    }
    let lockfile = SCREENS.lockfile();
    let lockfile = fs::read_to_string(&lockfile).with_context(|| lockfile.display().to_string())?;
    licences.extend(locked(serde_json::from_str(&lockfile)?));
    Ok(serde_json::to_string(&licences)?)
}

/// The packages of others that these programs are made of.
fn shipped(metadata: &Metadata, programs: &[&str]) -> Result<BTreeSet<Licence>> {
    let nodes: BTreeMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node))
        .collect();
    let mut reached = BTreeSet::new();
    let mut next = Vec::new();
    for program in programs {
        let package = metadata
            .packages
            .iter()
            .find(|found| found.name == *program);
        next.push(
            package
                .with_context(|| format!("no package {program}"))?
                .id
                .as_str(),
        );
    }
    while let Some(id) = next.pop() {
        if reached.insert(id)
            && let Some(node) = nodes.get(id)
        {
            let used = node
                .deps
                .iter()
                .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            next.extend(used.map(|dependency| dependency.pkg.as_str()));
        }
    }
    let packages = metadata.packages.iter();
    let others = packages
        .filter(|package| package.source.is_some() && reached.contains(package.id.as_str()));
    Ok(others.map(Licence::of).collect())
}

/// The packages of npm's lockfile.
fn locked(lockfile: Lockfile) -> impl Iterator<Item = Licence> {
    lockfile
        .packages
        .into_iter()
        .filter_map(|(folder, locked)| {
            let (_, name) = folder.rsplit_once("node_modules/")?;
            Some(Licence {
                name: name.to_owned(),
                version: locked.version?,
                licence: locked.license.unwrap_or_else(|| "none named".to_owned()),
            })
        })
}

impl Licence {
    fn of(package: &Package) -> Self {
        let own = || match &package.license_file {
            Some(_) => "its own, in its source".to_owned(),
            None => "none named".to_owned(),
        };
        Self {
            name: package.name.clone(),
            version: package.version.clone(),
            licence: package.license.clone().unwrap_or_else(own),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_ships_is_listed_and_nothing_of_ours() {
        let metadata = serde_json::from_str(
            r#"{
                "packages": [
                    {"id": "app", "name": "app", "version": "1.0.0"},
                    {"id": "used", "name": "used", "version": "2.0.0", "license": "MIT", "source": "registry"},
                    {"id": "test", "name": "test", "version": "3.0.0", "license": "MIT", "source": "registry"}
                ],
                "resolve": {"nodes": [
                    {"id": "app", "deps": [
                        {"pkg": "used", "dep_kinds": [{"kind": null}, {"kind": "dev"}]},
                        {"pkg": "test", "dep_kinds": [{"kind": "dev"}]}
                    ]},
                    {"id": "used", "deps": []},
                    {"id": "test", "deps": []}
                ]}
            }"#,
        );
        let listed = shipped(&metadata.unwrap(), &["app"]).unwrap();
        let names: Vec<&str> = listed.iter().map(|listed| listed.name.as_str()).collect();
        assert_eq!(names, ["used"]);
    }

    #[test]
    fn what_npm_brings_along_is_listed_by_its_own_name() {
        let lockfile = serde_json::from_str(
            r#"{"packages": {
                "": {"license": "Apache-2.0"},
                "node_modules/map": {"version": "1.0.0", "license": "BSD-3-Clause"},
                "node_modules/map/node_modules/@tiles/part": {"version": "2.0.0"}
            }}"#,
        );
        let listed: Vec<Licence> = locked(lockfile.unwrap()).collect();
        let names: Vec<&str> = listed.iter().map(|listed| listed.name.as_str()).collect();
        assert_eq!(names, ["map", "@tiles/part"]);
    }
}
